import { spawnGuarded } from "./spawnGuarded.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What came of one half of the tests. */
export interface Half {
  /** All that it printed. */
  readonly output: string;
  readonly passed: number;
  /** At least 1 where it did not come to its end. */
  readonly failed: number;
}

/**
 * Runs one half of the tests, whose last line counts them (`tests/support/summaryReporter.js`). Signals that end this process are passed
 * on to it and to what it has started; it is waited for until it has ended, and does not outlive this process even where that is killed.
 *
 * @param args what Node runs
 * @param show gets what it prints, as it comes
 */
export async function runHalf(
  args: readonly string[],
  show?: (text: Buffer) => void,
): Promise<Half> {
  // A group of its own, so that a signal of the terminal comes once, from here, to it and to what its tests have started.
  const { child } = spawnGuarded([process.execPath, ...args], { output: "pipe" });
  const passOn = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Nothing of it is left.
    }
  };
  for (const signal of signals) process.on(signal, passOn);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      show?.(chunk);
    });
  }
  const code = await new Promise<number>((settle) => {
    child.on("close", (ended) => {
      settle(ended ?? 1);
    });
  });
  for (const signal of signals) process.off(signal, passOn);
  // Its guard waits for that.
  child.stdin?.end();
  const output = Buffer.concat(chunks).toString();
  const counts = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  const [passed, failed] = [Number(counts[1] ?? 0), Number(counts[2] ?? 0)];
  // A half that crashed, that ran no test, or that says that all passed and yet ends otherwise, has failed.
  const lost = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { output, passed, failed: failed + lost };
}
