import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { spawnGuarded } from "../../local/spawnGuarded.ts";
import { isAlive } from "../support/isAlive.ts";

const program = fileURLToPath(new URL("../../local/spawnGuarded.ts", import.meta.url));

describe("a program that this project starts beside itself", () => {
  it("says what it says, and ends as it ends", async () => {
    const command = ["sh", "-c", 'echo "$0 of $1"; exit 7', "one", "a b"];
    const { child, killAll } = spawnGuarded(command, { output: "pipe" });
    try {
      const closed = once(child, "close");
      let said = "";
      child.stdout?.on("data", (text: Buffer) => (said += text.toString()));
      assert.deepEqual([(await closed)[0], said], [7, "one of a b\n"]);
    } finally {
      killAll();
    }
  });

  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    it(`ends with all that it started, and leaves no folder, when who started it gets ${signal}`, async () => {
      const directory = mkdtempSync(join(tmpdir(), "guarded-"));
      const inner = "sleep 60 & echo $$ $!; wait";
      const source = `import { spawnGuarded } from ${JSON.stringify(program)};
        const options = { output: "pipe", directory: ${JSON.stringify(directory)} };
        spawnGuarded(["sh", "-c", ${JSON.stringify(inner)}], options).child.stdout.pipe(process.stdout);`;
      const parent = spawn(process.execPath, ["--input-type=module", "--eval", source]);
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pids = line.toString().trim().split(" ").map(Number);
      assert.equal(pids.length, 2);
      assert.ok(pids.every(isAlive));
      parent.kill(signal);
      const isLeft = () => pids.some(isAlive) || existsSync(directory);
      for (let tries = 0; isLeft() && tries < 100; tries++) await sleep(100);
      assert.deepEqual([pids.filter(isAlive), existsSync(directory)], [[], false]);
    });
  }
});
