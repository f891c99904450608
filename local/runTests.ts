import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** What needs the engine, which waits more than it works: it runs beside all else. */
const onEngine = [
  "tests/engine/**/*.test.ts",
  "tests/policies/engine.test.ts",
  "tests/aws-plugin/**/*.test.ts",
];

/** What came of one half. */
interface Half {
  readonly output: string;
  readonly passed: number;
  readonly failed: number;
}

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");

// `npm test`: all tests in two halves at once, each in a process of its own. What the engine's half prints is shown as it comes, the other
// half's after it, as it would be unreadable otherwise; the last line counts them all. Ends with 1 where one failed, or a half did not come
// to its end.
const halves = await Promise.all([
  run(onEngine, (text) => process.stdout.write(text)),
  run(["tests/**/*.test.ts", ...onEngine.flatMap((pattern) => ["--ignore", pattern])]),
]);
process.stdout.write(halves[1].output);
const [passed, failed] = [sum("passed"), sum("failed")];
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function sum(of: "passed" | "failed"): number {
  return halves.reduce((total, half) => total + half[of], 0);
}

async function run(args: readonly string[], show?: (text: Buffer) => void): Promise<Half> {
  const child = spawn(process.execPath, [mocha, ...args], { stdio: ["ignore", "pipe", "pipe"] });
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
