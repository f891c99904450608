import { spawnGuarded } from "./spawnGuarded.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What came of one half of the tests. */
export interface Half {
  /** All that it printed. */
  readonly output: string;
  readonly passed: number;
  /** At least 1 where it did not come to its end. */
  readonly failed: number;
  /** Which failed, and why: `suite > test: error`; not more than it named. One that did not come to its end is here by what it ran. */
  readonly failedTests: readonly string[];
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs one half of the tests, whose last lines name those that failed and count all (`tests/support/summaryReporter.js`). Signals that end this process are passed
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
  const ended = await new Promise<Ended>((settle) => {
    child.on("close", (code, signal) => {
      settle({ code, signal });
    });
  });
  for (const signal of signals) process.off(signal, passOn);
  // Its guard waits for that.
  child.stdin?.end();
  const output = Buffer.concat(chunks).toString();
  const { passed, failed, failedTests } = readSummary(output);
  const loss = explainLoss(passed, failed, ended);
  if (loss === undefined) return { output, passed, failed, failedTests };
  const lost = `${["node", ...args].join(" ").slice(0, 100)}: ${loss}`;
  return { output, passed, failed: failed + 1, failedTests: [...failedTests, lost] };
}

/** The last lines of `tests/support/summaryReporter.js`; nothing where there are none. */
function readSummary(output: string): Omit<Half, "output"> {
  const summary =
    /^(?:failed:\n((?: {2}✖ .*\n)*)(?: {2}and \d+ more\n)?)?(\d+) passed, (\d+) failed$/gm;
  const [, list = "", passed = 0, failed = 0] = [...output.matchAll(summary)].at(-1) ?? [];
  const failedTests = [...list.matchAll(/^ {2}✖ (.*)$/gm)].map(([, test = ""]) => test);
  return { passed: Number(passed), failed: Number(failed), failedTests };
}

/** Why a half has failed that names no failed test: it crashed, ran none, or says that all passed and yet ended otherwise. */
function explainLoss(passed: number, failed: number, ended: Ended): string | undefined {
  if (failed > 0) return undefined;
  const how = ended.signal ?? `exit code ${ended.code ?? "unknown"}`;
  if (passed > 0) {
    return ended.code === 0 ? undefined : `ended with ${how}, and names no failed test`;
  }
  return ended.code === 0 ? "ran no test" : `did not come to its end (${how})`;
}
