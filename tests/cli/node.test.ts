import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const start = resolve("cli/qsgov.js");

/** Runs `qsgov --version` as if Node were of another version. */
function runOn(version: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const versions = `{value:{...process.versions,node:${JSON.stringify(version)}}}`;
  const script = `Object.defineProperty(process,"versions",${versions})`;
  const preload = `data:text/javascript,${encodeURIComponent(script)}`;
  return new Promise((settle) => {
    execFile(
      process.execPath,
      ["--import", preload, start, "--version"],
      (error, stdout, stderr) => {
        settle({ code: error === null ? 0 : error.code, stdout, stderr });
      },
    );
  });
}

describe("qsgov under another Node", () => {
  for (const version of ["12.22.0", "20.20.2", "22.17.1"]) {
    it(`names the Node that it needs under ${version}, in one line`, async () => {
      const { code, stdout, stderr } = await runOn(version);
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(
        stderr,
        new RegExp(`^qsgov: this is Node ${version} \\(.*needs Node 22\\.18 or`),
      );
      assert.equal(stderr.trim().split("\n").length, 1);
    });
  }

  for (const version of ["22.18.0", "23.0.0", "24.21.0"]) {
    it(`runs under ${version}`, async () => {
      assert.deepEqual(await runOn(version), { code: 0, stdout: "0.1.0\n", stderr: "" });
    });
  }

  it("needs what the package says, and is what the package starts", async () => {
    const read = async (file: string) => JSON.parse(await readFile(file, "utf8")) as unknown;
    assert.partialDeepStrictEqual(await read("package.json"), { engines: { node: ">=22.18" } });
    assert.partialDeepStrictEqual(await read("cli/package.json"), {
      bin: { qsgov: "./qsgov.js" },
    });
  });
});
