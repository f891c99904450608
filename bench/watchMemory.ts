import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** One line of `ps`. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Resident memory in bytes. */
  readonly memory: number;
}

/** A look at the processes that this one started, again and again. */
export interface MemoryWatch {
  /** The processes now, without those left out; parents before children. */
  processes(): Promise<readonly ProcessEntry[]>;
  /** Ends the looking; the most that all of them held at one look, in bytes. */
  stop(): Promise<number>;
}

const pauseMs = 200;

/**
 * Sums the resident memory of all descendants of this process five times a second. Pages that processes share count for each,
 * and a peak between two looks is missed: for comparisons, not for accounting.
 *
 * @param leftOut the ids of descendants that do not count, with theirs
 */
export function watchMemory(leftOut: readonly number[]): MemoryWatch {
  const end = new AbortController();
  const look = async () => descendants(await listProcesses(), process.pid, leftOut);
  let peak = 0;
  const looking = (async () => {
    while (!end.signal.aborted) {
      const memory = (await look()).reduce((sum, entry) => sum + entry.memory, 0);
      peak = Math.max(peak, memory);
      await sleep(pauseMs);
    }
  })();
  return {
    processes: look,
    stop: async () => {
      end.abort();
      await looking;
      return peak;
    },
  };
}

/** The processes below `root`. */
export function descendants(
  all: readonly ProcessEntry[],
  root: number,
  leftOut: readonly number[],
): ProcessEntry[] {
  const children = all.filter(({ parent, pid }) => parent === root && !leftOut.includes(pid));
  return children.flatMap((child) => [child, ...descendants(all, child.pid, leftOut)]);
}

async function listProcesses(): Promise<ProcessEntry[]> {
  const looking = execute("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const own = looking.child.pid;
  const { stdout } = await looking;
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kibibytes = 0]) => ({ pid, parent, memory: kibibytes * 1024 }))
    .filter(({ pid }) => pid !== own);
}
