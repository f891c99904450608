import { spawn } from "node:child_process";

/** What came of one half of the tests. */
export interface Half {
  /** All that it printed. */
  readonly output: string;
  readonly passed: number;
  /** At least 1 where it did not come to its end. */
  readonly failed: number;
}

/**
 * Runs one half of the tests, whose last line counts them (`tests/support/summaryReporter.js`).
 *
 * @param args what Node runs
 * @param show gets what it prints, as it comes
 */
export async function runHalf(
  args: readonly string[],
  show?: (text: Buffer) => void,
): Promise<Half> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      show?.(chunk);
    });
  }
  const code = await new Promise<number>((settle) => {
    child.on("close", (ended) => {
      settle(ended ?? 1);
    });
  });
  const output = Buffer.concat(chunks).toString();
  const [, passed = "0", failed = "0"] =
    [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  // A half that crashed, or says that all passed and yet ends otherwise, has failed.
  const lost = code === 0 || Number(failed) > 0 ? 0 : 1;
  return { output, passed: Number(passed), failed: Number(failed) + lost };
}
