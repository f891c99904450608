import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listFailed } from "./listFailed.ts";
import { type Half, runHalf } from "./runHalf.ts";

/** What needs the engine, which waits more than it works. Two parts, so that both halves take about as long. */
const onEngine = {
  first: ["tests/engine/[a-q]*.test.ts"],
  second: [
    "tests/engine/[r-z]*.test.ts",
    "tests/policies/engine.test.ts",
    "tests/aws-plugin/**/*.test.ts",
  ],
};

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const allElse = [
  "tests/**/*.test.ts",
  ...Object.values(onEngine)
    .flat()
    .flatMap((pattern) => ["--ignore", pattern]),
];

// Tests start thousands of processes, which run the same files: what one has compiled, the others need not.
const compiled = mkdtempSync(join(tmpdir(), "compiled-"));
process.env["NODE_COMPILE_CACHE"] = compiled;

let stopped = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => {
    stopped = true;
  });
}

// `npm test`: all tests in two halves at once, each in processes of its own: most of what needs the engine beside all else, which the rest
// of it follows. What the first half prints is shown as it comes, the other's after it, as it would be unreadable otherwise; the last lines
// name those that failed and count them all. Ends with 1 where one failed, or a part did not come to its end.
const halves = await Promise.all([
  runAll([onEngine.first], (text) => process.stdout.write(text)),
  runAll([allElse, onEngine.second]),
]);
rmSync(compiled, { recursive: true, force: true });
process.stdout.write(halves[1].map(({ output }) => output).join("\n"));
const parts = halves.flat();
const [passed, failed] = [sum("passed"), sum("failed")];
const list = listFailed(
  parts.flatMap(({ failedTests }) => failedTests),
  failed,
);
process.stdout.write(`\n${list}${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function runAll(
  parts: readonly (readonly string[])[],
  show?: (text: Buffer) => void,
): Promise<Half[]> {
  const ended: Half[] = [];
  for (const part of parts) {
    // The signal has ended the part before, which has failed by it.
    if (stopped) break;
    ended.push(await runHalf([mocha, ...part], show));
  }
  return ended;
}

function sum(of: "passed" | "failed"): number {
  return parts.reduce((total, part) => total + part[of], 0);
}
