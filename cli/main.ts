import { untilStopped } from "@quicksight-governance/core/reconcile/untilStopped";
import { CommandError } from "./commandError.ts";
import { errorDocument } from "./errorDocument.ts";
import { exitCode } from "./exitCode.ts";
import { help } from "./help.ts";
import { output } from "./output.ts";
import packageJson from "./package.json" with { type: "json" };

type Command = (args: readonly string[], signal: AbortSignal) => Promise<number>;

/**
 * Loaded when asked for, as they bring the AWS SDK. Each takes the arguments behind its name, and a signal that is aborted when
 * it is to stop, and returns the exit code.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  plan: async () => (await import("./commands/plan.ts")).plan,
  apply: async () => (await import("./commands/apply.ts")).apply,
  dump: async () => (await import("./commands/dump.ts")).dump,
  keys: async () => (await import("./commands/keys.ts")).keys,
  explain: async () => (await import("./commands/explain.ts")).explain,
  diff: async () => (await import("./commands/diff.ts")).diff,
  snapshot: async () => (await import("./commands/snapshot.ts")).snapshot,
  report: async () => (await import("./commands/report.ts")).report,
  revoke: async () => (await import("./commands/changeKeyAccess.ts")).revoke,
  restore: async () => (await import("./commands/changeKeyAccess.ts")).restore,
};

await untilStopped(async (signal) => {
  const args = process.argv.slice(2);
  const code = await run(args, signal).catch((error: unknown) => fail(args, signal, error));
  await output.flush();
  // A call that nobody waits for any more must not keep the process alive.
  process.exit(code);
});

async function run([name = "", ...args]: readonly string[], signal: AbortSignal): Promise<number> {
  if (name === "--version") {
    output.print(packageJson.version);
    return exitCode.done;
  }
  if (name === "--help" || name === "-h") {
    output.print(help.qsgov);
    return exitCode.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const known = Object.keys(commands).join(", ");
    const found = name === "" ? "a command is missing" : `there is no command "${name}"`;
    throw new CommandError(`qsgov: ${found}; use one of ${known} (see qsgov --help)`);
  }
  if (args.includes("--help") || args.includes("-h")) {
    output.print(help[name]);
    return exitCode.done;
  }
  const command = await load();
  signal.throwIfAborted();
  return command(args, signal);
}

/** Says why a command came to no result, on stderr and where asked as a document, and returns the exit code. */
async function fail(
  [name = "", ...args]: readonly string[],
  signal: AbortSignal,
  error: unknown,
): Promise<number> {
  const isStopped = signal.aborted && error === signal.reason;
  const told = isStopped ? tellStop(signal.reason) : await tell(error);
  output.say(told.text);
  if ([name, ...args].some((argument) => /^--json(=|$)/.test(argument))) {
    output.printDocument(errorDocument(Object.hasOwn(commands, name) ? name : undefined, told));
  }
  return isStopped ? exitCode.stopped : exitCode.error;
}

function tellStop(reason: unknown): CommandError {
  const why = reason instanceof Error ? reason.message : "the run was stopped";
  return new CommandError(`qsgov: ${why}; nothing was written`);
}

async function tell(error: unknown): Promise<CommandError> {
  if (error instanceof CommandError) return error;
  const { explainError } = await import("./explainError.ts");
  return new CommandError(`qsgov: ${explainError(error)}`);
}
