import { execFileSync } from "node:child_process";

/** A process, and the group that a terminal's Ctrl-C reaches as one. */
export interface Descendant {
  readonly pid: number;
  readonly group: number;
}

/** The processes that a process has started, and those that they have. */
export function descendantsOf(pid: number): Descendant[] {
  const all = execFileSync("ps", ["-eo", "pid=,ppid=,pgid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([child = 0, parent = 0, group = 0]) => ({ pid: child, parent, group }));
  const below = (ancestor: number): Descendant[] =>
    all
      .filter(({ parent }) => parent === ancestor)
      .flatMap(({ pid: child, group }) => [{ pid: child, group }, ...below(child)]);
  return below(pid);
}
