import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipOf } from "../../local/aws-plugin/archive.ts";
import { diffInputs } from "../../local/aws-plugin/diffInputs.ts";
import { findResource } from "../../local/aws-plugin/registry.ts";

const [key, asset, archive] = [
  "4dabf18193072939515e22adb298388d",
  "c44067f5952c0a294b673a41bacd8c17",
  "0def7320c3a5731c473e5ecbe6d01bc7",
];

describe("code of functions as the program hands it over", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "archive-"));
    await mkdir(join(folder, "code", "lib"), { recursive: true });
    await writeFile(join(folder, "code", "index.mjs"), "export {};");
    await writeFile(join(folder, "code", "lib", "größe.txt"), "x".repeat(10_000));
  });
  after(() => rm(folder, { recursive: true }));

  /** What is in a zip, as Python reads it, which Lambda's emulator does. */
  const contents = async (zip: Buffer) => {
    const file = join(folder, "read.zip");
    await writeFile(file, zip);
    await chmod(file, 0o600);
    const script = `import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
print(json.dumps({n: len(z.read(n)) for n in z.namelist()}))`;
    return JSON.parse(
      execFileSync("python3", ["-c", script, file], { encoding: "utf8" }),
    ) as object;
  };

  it("is packed from texts, files, folders and archives in archives", async () => {
    const zip = await zipOf({
      assets: {
        "index.mjs": { text: "export {};" },
        "one.mjs": { path: join(folder, "code", "index.mjs") },
        deep: { assets: { "a.json": { text: "{}" } } },
        whole: { [key]: archive, path: join(folder, "code") },
      },
    });
    assert.deepEqual(await contents(zip), {
      "deep/a.json": 2,
      "index.mjs": 10,
      "one.mjs": 10,
      "whole/index.mjs": 10,
      "whole/lib/größe.txt": 10_000,
    });
  });

  it("is the same bytes each time, and a zip file as it is", async () => {
    const packed = { [key]: archive, path: join(folder, "code") } as object;
    const first = await zipOf(packed);
    assert.deepEqual(await zipOf(packed), first);
    await writeFile(join(folder, "given.zip"), first);
    assert.deepEqual(await zipOf({ path: join(folder, "given.zip") }), first);
  });

  it("is a change where its content is another, and none where it is the same", async () => {
    const resource = await findResource("aws:lambda/function:Function");
    const code = (hash: string) => ({ [key]: archive, hash, assets: { a: { [key]: asset } } });
    const changed = (before: string, after: string) =>
      diffInputs(resource, { code: code(before) }, { code: code(after) }).changes.map(
        ({ path }) => path,
      );
    assert.deepEqual(changed("1", "1"), []);
    assert.deepEqual(changed("1", "2"), ["code"]);
  });
});
