import { type ChildProcess, spawn, type StdioOptions } from "node:child_process";

/** What is started beside this process. */
export interface GuardedOptions {
  /** Removed when it ends with this process. */
  readonly directory?: string;
  /** @default this process's own */
  readonly cwd?: string;
  /** @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Where its standard output and standard error go. */
  readonly output: number | "pipe" | "ignore";
}

/** A program that ends with this process. Its exit code is the child's. */
export interface Guarded {
  readonly child: ChildProcess;
  /** Ends it with everything that it has started. */
  readonly killAll: () => void;
}

// Its standard input ends when this process ends, however that happens: then the program's whole group goes.
const guard = `
directory=$1; shift
exec 3<&0
"$@" </dev/null &
program=$!
(cat <&3 >/dev/null; kill -9 $program; [ -z "$directory" ] || rm -rf "$directory"; kill -9 0) 1>&- 2>&- &
wait $program
`;

/** Starts a program that never outlives this process, even a killed one. */
export function spawnGuarded(command: readonly string[], options: GuardedOptions): Guarded {
  const { directory = "", cwd, env, output } = options;
  const stdio: StdioOptions = ["pipe", output, output];
  const child = spawn("/bin/sh", ["-c", guard, "guard", directory, ...command], {
    // A group of its own, so that what it starts ends with it.
    detached: true,
    stdio,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  const killAll = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // The group has ended already.
    }
  };
  return { child, killAll };
}
