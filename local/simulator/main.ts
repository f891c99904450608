import { parseArgs } from "node:util";
import { startSimulator } from "./startSimulator.ts";
import type { SimulatorOptions } from "./startSimulator.ts";

const usage =
  "usage: npm run simulator -- [--port 4599] [--latency-ms N] [--rate N] [--region R] " +
  "[--identity-region R] [--account ID] [--upstream URL]";

try {
  const simulator = await startSimulator(readArguments(process.argv.slice(2)));
  console.log(`QuickSight simulator: ${simulator.url}`);
  const stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function readArguments(args: readonly string[]): SimulatorOptions {
  const values = parse(args);
  return withoutUndefined({
    port: toNumber("port", values.port),
    latencyMs: toNumber("latency-ms", values["latency-ms"]),
    rate: toNumber("rate", values.rate),
    region: values.region,
    identityRegion: values["identity-region"],
    accountId: values.account,
    upstream: values.upstream,
  });
}

function parse(args: readonly string[]) {
  const string = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { ...string, default: "4599" },
        "latency-ms": string,
        rate: string,
        region: string,
        "identity-region": string,
        account: string,
        upstream: string,
      },
    }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Error(`${reason ?? ""}; ${usage}`, { cause: error });
  }
}

function toNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value)) {
    throw new Error(`--${flag}: expected a number (got ${text}); ${usage}`);
  }
  return value;
}

function withoutUndefined(options: SimulatorOptions): SimulatorOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
