import { CommandError } from "./commandError.ts";
import { help } from "./help.ts";
import packageJson from "./package.json" with { type: "json" };

type Command = (args: readonly string[]) => Promise<number>;

/** Loaded when asked for, as they bring the AWS SDK. Each takes the arguments behind its name and returns the exit code. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  plan: async () => (await import("./commands/plan.ts")).plan,
  apply: async () => (await import("./commands/apply.ts")).apply,
  dump: async () => (await import("./commands/dump.ts")).dump,
};

// Whoever reads the output may stop reading (`qsgov plan | head`).
process.stdout.on("error", () => process.exit(1));

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(await describe(error));
  process.exitCode = 1;
}

async function run([name = "", ...args]: readonly string[]): Promise<number> {
  if (name === "--version") {
    console.log(packageJson.version);
    return 0;
  }
  if (name === "--help" || name === "-h") {
    console.log(help.qsgov);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const known = Object.keys(commands).join(", ");
    const found = name === "" ? "a command is missing" : `there is no command "${name}"`;
    throw new CommandError(`qsgov: ${found}; use one of ${known} (see qsgov --help)`);
  }
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help[name]);
    return 0;
  }
  return (await command())(args);
}

async function describe(error: unknown): Promise<string> {
  if (error instanceof CommandError) return error.message;
  const { explainError } = await import("./explainError.ts");
  return `qsgov: ${explainError(error)}`;
}
