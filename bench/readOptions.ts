import { parseArgs } from "node:util";
import { type Part, parts } from "./results.ts";

/** What to measure. */
export interface BenchOptions {
  readonly parts: readonly Part[];
  /** Numbers of people; each part leaves out those above its own largest. */
  readonly sizes: readonly number[] | undefined;
  readonly native: boolean;
  /** Requests a second for every size; absent: 200 up to 1,000 people, 1,000 from there on. */
  readonly rate: number | undefined;
  readonly latencyMs: number;
  /** When a run of the engine is ended, in seconds. */
  readonly limitSeconds: number;
}

/** How the command is called. */
export const usage = `npm run bench -- [options]

  --only PARTS         of ${parts.join(", ")}; results of the others are kept
  --sizes NUMBERS      people, such as 100,1000; results of other sizes are kept
  --skip-native        leave out the native resources
  --rate NUMBER        requests a second that QuickSight takes (default 200 up to 1,000 people, 1,000 from there on)
  --latency-ms NUMBER  how long each call takes at least (default 50)
  --limit NUMBER       seconds after which a run of the engine is ended (default 300)`;

/**
 * Reads the command line.
 *
 * @throws Error that says which option is wrong, and how the command is called
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const values = parse(args);
  return {
    parts: values.only === undefined ? parts : values.only.split(",").map(toPart),
    sizes: values.sizes?.split(",").map((text) => toNumber("sizes", text)),
    native: !values["skip-native"],
    rate: values.rate === undefined ? undefined : toNumber("rate", values.rate),
    latencyMs: toNumber("latency-ms", values["latency-ms"]),
    limitSeconds: toNumber("limit", values.limit),
  };
}

function parse(args: readonly string[]) {
  const string = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: string,
        sizes: string,
        "skip-native": { type: "boolean", default: false },
        rate: string,
        "latency-ms": { ...string, default: "50" },
        limit: { ...string, default: "300" },
      },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}

function toPart(text: string): Part {
  const part = parts.find((name) => name === text);
  if (part !== undefined) return part;
  throw new Error(`--only: there is no part "${text}"; the parts are ${parts.join(", ")}`);
}

function toNumber(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${flag}: expected a whole number above 0 (got "${text}")\n\n${usage}`);
}
