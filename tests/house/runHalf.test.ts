import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runHalf } from "../../local/runHalf.ts";
import { isAlive } from "../support/isAlive.ts";

const program = fileURLToPath(new URL("../../local/runHalf.ts", import.meta.url));
const half = (script: string) => runHalf(["--input-type=module", "-e", script]);
const says = (passed: number, failed: number) =>
  `console.log("${passed} passed, ${failed} failed");`;

/** What a half does, and how many of it have failed then. */
const cases: readonly (readonly [what: string, script: string, passed: number, failed: number])[] =
  [
    ["all pass", says(3, 0), 3, 0],
    ["some fail", `${says(3, 2)} process.exitCode = 2;`, 3, 2],
    ["all pass, and yet it ends otherwise", `${says(3, 0)} process.exitCode = 1;`, 3, 1],
    ["it is killed", `process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`, 0, 1],
    ["it ends well and counts nothing", `console.log("  ✔ one of many"); process.exit(0);`, 0, 1],
    ["it counts none at all", says(0, 0), 0, 1],
  ];

describe("a half of npm test", () => {
  for (const [what, script, passed, failed] of cases) {
    it(`counts ${passed} passed and ${failed} failed where ${what}`, async () => {
      const counted = await half(script);
      assert.deepEqual([counted.passed, counted.failed], [passed, failed]);
    });
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const) {
    it(`ends with all that it started when the whole gets ${signal}`, async () => {
      // Of its own, as a test starts an engine.
      const inner = `const grandchild = spawn("sleep", ["60"]);
        console.log("started", process.pid, grandchild.pid);
        setInterval(() => {}, 1000);`;
      const script = `import { spawn } from "node:child_process"; ${inner}`;
      const outer = `const { runHalf } = await import(${JSON.stringify(program)});
        const { failed } = await runHalf(["--input-type=module", "-e", ${JSON.stringify(script)}], (text) => process.stdout.write(text));
        process.exitCode = failed;`;
      const child = spawn(process.execPath, ["--input-type=module", "-e", outer], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [text] = (await once(child.stdout, "data")) as [Buffer];
      const pids = /started (\d+) (\d+)/.exec(text.toString())?.slice(1).map(Number) ?? [];
      assert.equal(pids.length, 2);
      child.kill(signal);
      const left = () => pids.filter(isAlive);
      try {
        await Promise.race([once(child, "exit"), sleep(10_000)]);
        for (let tries = 0; left().length > 0 && tries < 50; tries++) await sleep(100);
        assert.deepEqual(left(), []);
        assert.equal(child.exitCode, signal === "SIGKILL" ? null : 1, "and it is no success");
      } finally {
        for (const pid of left()) process.kill(pid, "SIGKILL");
        child.kill("SIGKILL");
      }
    });
  }
});
