import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Readable } from "node:stream";

const main = path.resolve(import.meta.dirname, "../../local/simulator/main.ts");

function start(...args: readonly string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "pipe"] });
}

async function outcome(...args: readonly string[]): Promise<{ code: number; error: string }> {
  const simulator = start(...args);
  let error = "";
  simulator.stderr.on("data", (text: Buffer) => (error += text.toString()));
  const [code] = (await once(simulator, "close")) as [number];
  return { code, error };
}

async function firstLine(output: Readable): Promise<string> {
  const [text] = (await once(output, "data")) as [Buffer];
  return text.toString().trim();
}

describe("simulator: the command line", () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`prints where it listens and ends on ${signal}`, async () => {
      const simulator = start("--port", "0", "--region", "us-east-1", "--rate", "50");
      const line = await firstLine(simulator.stdout);
      const url = /^QuickSight simulator: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? line;
      const state = (await (await fetch(`${url}/_sim/state`)).json()) as {
        account: { identityRegion: string };
      };
      assert.equal(state.account.identityRegion, "us-east-1");
      simulator.kill(signal);
      assert.deepEqual(await once(simulator, "exit"), [0, null]);
    });
  }

  const wrong: [string, string[], RegExp][] = [
    [
      "a flag that it does not have",
      ["--prot", "1"],
      /^Unknown option '--prot'.*; usage: npm run .*\n$/,
    ],
    [
      "a port that is no number",
      ["--port", "x"],
      /^--port: expected a number \(got x\); usage: .*\n$/,
    ],
    ["a port that cannot be", ["--port", "70000"], /^port: .*\n$/],
    [
      "an account that cannot be",
      ["--account", "12"],
      /^accountId: is not an AWS account id .*\n$/,
    ],
  ];
  for (const [what, args, message] of wrong) {
    it(`refuses ${what} in one line`, async () => {
      const { code, error } = await outcome(...args);
      assert.equal(code, 1);
      assert.match(error, message);
    });
  }

  it("says that the port is taken", async () => {
    const first = start("--port", "0");
    const port = /\d+$/.exec(await firstLine(first.stdout))?.[0] ?? "";
    const { code, error } = await outcome("--port", port);
    first.kill();
    assert.equal(code, 1);
    assert.equal(error, `port: ${port} is in use; choose another, or 0 for a free one\n`);
  });
});
