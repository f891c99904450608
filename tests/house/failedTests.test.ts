import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFailed } from "../../local/listFailed.ts";
import { runHalf } from "../../local/runHalf.ts";

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const reporter = fileURLToPath(new URL("../support/summaryReporter.js", import.meta.url));

/** Runs such tests as a part of `npm test` runs its own. */
async function run(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "failed-"));
  try {
    const file = join(folder, "some.test.mjs");
    writeFileSync(file, text);
    const settings = ["--no-config", "--forbid-pending", "--exit", "--reporter", reporter];
    return await runHalf([mocha, ...settings, file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `a > test ${index}`);

describe("tests that failed", () => {
  it("are named with their suites and the first line of the error, just before the last line", async () => {
    const { output, failedTests, failed } = await run(`
      describe("people", () => {
        describe("who leave", () => {
          it("are named", () => {});
          it("are\\n asked about", () => { throw new Error("it was not asked\\nnor said"); });
        });
        it("are skipped", function () { this.skip(); });
      });
      describe("a world", () => {
        before("is started", () => { throw "no port"; });
        it("turns", () => {});
      });
      it("throws what has no text", () => { throw undefined; });`);
    assert.equal(failed, 4);
    const [thrown = "", skipped, asked, hook = ""] = failedTests;
    assert.match(thrown, /^throws what has no text: \S/);
    assert.equal(asked, "people > who leave > are asked about: it was not asked");
    assert.equal(skipped, "people > are skipped: Pending test forbidden");
    assert.match(hook, /^a world > "before all" hook: is started .*: .*no port/);
    const last = output.trimEnd().split("\n").slice(-6);
    assert.deepEqual(last.slice(1), [
      ...failedTests.map((test) => `  ✖ ${test}`),
      "1 passed, 4 failed",
    ]);
    assert.equal(last[0], "failed:");
  });

  it("are named with what was expected, where the first line of the error ends before it", async () => {
    const { failedTests } = await run(`
      import assert from "node:assert/strict";
      it("counts", () => assert.deepEqual([1], [2]));`);
    assert.match(failedTests[0] ?? "", /^counts: Expected .* deep-equal: .*\+ 1 - 2/);
  });

  it("are not named where there are none", async () => {
    const { output, failedTests } = await run(`it("holds", () => {});`);
    assert.deepEqual(failedTests, []);
    assert.doesNotMatch(output, /failed:/);
  });

  it("are those that the last list names, whatever tests print", async () => {
    const { failedTests } = await run(`
      it("prints", () => console.log("failed:\\n  ✖ another > test: no\\n1 passed, 1 failed"));
      it("breaks", () => { throw new Error("broken"); });`);
    assert.deepEqual(failedTests, ["breaks: broken"]);
  });

  it("are the first twenty, with how many more, each on a line that can be read", async () => {
    const { failedTests, failed, output } = await run(`
      for (let index = 0; index < 23; index++)
        it("test " + index, () => { throw new Error("x".repeat(5000)); });`);
    assert.equal(failed, 23);
    assert.equal(failedTests.length, 20);
    assert.match(output, /\n {2}and 3 more\n0 passed, 23 failed\n$/);
    for (const test of failedTests) assert.match(test, /^test \d+: x{100,299}…$/);
  });

  it("are listed for all parts together", () => {
    assert.equal(listFailed([], 0), "");
    assert.equal(listFailed(["a > b: c"], 1), "failed:\n  ✖ a > b: c\n");
    const lines = listFailed(many(35), 40).trimEnd().split("\n");
    assert.deepEqual(
      [lines.length, lines.at(-2), lines.at(-1)],
      [22, "  ✖ a > test 19", "  and 20 more"],
    );
  });

  it("are told of a part that does not come to its end, with what it ran and how it ended", async () => {
    const { failedTests } = await runHalf(["-e", 'process.kill(process.pid, "SIGKILL")']);
    assert.equal(failedTests.length, 1);
    assert.match(failedTests[0] ?? "", /^node -e .*: did not come to its end \(exit code 137\)$/);
    const crashed = await runHalf(["-e", "process.exit(3)"]);
    assert.match(crashed.failedTests[0] ?? "", /: did not come to its end \(exit code 3\)$/);
    const liar = await runHalf(["-e", 'console.log("2 passed, 0 failed"); process.exit(1)']);
    assert.match(liar.failedTests[0] ?? "", /: ended with exit code 1, and names no failed test$/);
    const idle = await runHalf(["-e", 'console.log("0 passed, 0 failed")']);
    assert.match(idle.failedTests[0] ?? "", /: ran no test$/);
  });
});
