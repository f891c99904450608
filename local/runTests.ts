import { createRequire } from "node:module";
import { runHalf } from "./runHalf.ts";

/** What needs the engine, which waits more than it works: it runs beside all else. */
const onEngine = [
  "tests/engine/**/*.test.ts",
  "tests/policies/engine.test.ts",
  "tests/aws-plugin/**/*.test.ts",
];

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");

// `npm test`: all tests in two halves at once, each in a process of its own. What the engine's half prints is shown as it comes, the other
// half's after it, as it would be unreadable otherwise; the last line counts them all. Ends with 1 where one failed, or a half did not come
// to its end.
const halves = await Promise.all([
  runHalf([mocha, ...onEngine], (text) => process.stdout.write(text)),
  runHalf([mocha, "tests/**/*.test.ts", ...onEngine.flatMap((pattern) => ["--ignore", pattern])]),
]);
process.stdout.write(halves[1].output);
const [passed, failed] = [sum("passed"), sum("failed")];
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function sum(of: "passed" | "failed"): number {
  return halves.reduce((total, half) => total + half[of], 0);
}
