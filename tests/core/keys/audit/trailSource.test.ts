import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";
import { findTrailFiles, nothingElse } from "../../../../core/keys/audit/findTrailFiles.ts";
import { startWorker } from "../../../../core/keys/audit/trailWorker.ts";
import { trailSource } from "../../../../core/keys/audit/trailSource.ts";
import { dataSetArn, event, scope } from "./events.ts";
import { packTrail, trailPath, writeFiles } from "./trailFolder.ts";

describe("a trail in a folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "trail-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = async (path = ".", from?: string) => {
    const elsewhere = nothingElse();
    const place = { kind: "folder", path: join(folder, path) } as const;
    const source = trailSource(place, { ...scope, from }, elsewhere, { workers: 2 });
    const audit = await auditKeys(source, new AbortController().signal);
    const decrypted = [...audit.dataSets].map(([arn, { decryption }]) => [
      arn.split("/")[1],
      decryption?.time.slice(11, 16),
    ]);
    const skipped = [...audit.skippedFiles].map(([reason, { files }]) => [reason, files.sort()]);
    return {
      ...{ audit, elsewhere, decrypted: Object.fromEntries(decrypted) as object },
      skipped: Object.fromEntries(skipped) as Record<string, string[]>,
    };
  };
  const used = (id: string, at = "10:00:00") => event({ dataSet: dataSetArn(id), at });

  it("is read for one account and Region, also of an organization, without digests and Insights", async () => {
    const own = "AWSLogs/111122223333";
    const digest =
      "111122223333_CloudTrail-Digest_eu-west-1_main_eu-west-1_20260301T100000Z.json.gz";
    const insight = "111122223333_CloudTrail-Insight_eu-west-1_20260301T1005Z_a.json.gz";
    const config = "111122223333_Config_eu-west-1_ConfigHistory_AWS::KMS::Key_20260301T1_1.json.gz";
    await writeFiles(folder, {
      [trailPath()]: packTrail([used("one")]),
      [trailPath({ day: "2026-03-02" })]: packTrail([used("two")]),
      [trailPath({ organization: "o-a1b2c3d4e5" })]: packTrail([used("three")]),
      [`team/logs-1/${trailPath()}`]: packTrail([used("prefixed")]),
      [trailPath({ account: "999988887777" })]: packTrail([used("foreign")]),
      [trailPath({ region: "us-east-1" })]: packTrail([used("elsewhere")]),
      [`${own}/CloudTrail-Digest/eu-west-1/2026/03/01/${digest}`]: packTrail([used("digest")]),
      [`${own}/CloudTrail-Insight/eu-west-1/2026/03/01/${insight}`]: packTrail([used("insight")]),
      [`${own}/Config/eu-west-1/2026/3/1/ConfigHistory/${config}`]: packTrail([used("config")]),
      "AWSLogs/README.md": "notes",
    });
    const { decrypted, audit, elsewhere, skipped } = await read();
    assert.deepEqual(Object.keys(decrypted).sort(), ["one", "prefixed", "three", "two"]);
    assert.equal(audit.files, 4);
    assert.deepEqual(skipped, {
      fileName: ["AWSLogs/README.md"],
      fileDigest: [`${own}/CloudTrail-Digest`, `${own}/CloudTrail-Insight`, `${own}/Config`],
      fileOtherAccount: ["AWSLogs/999988887777"],
      fileOtherRegion: [`${own}/CloudTrail/us-east-1`],
    });
    assert.deepEqual(elsewhere.accounts, new Set(["999988887777"]));
    assert.deepEqual(elsewhere.regions, new Set(["us-east-1"]));
    for (const path of ["AWSLogs", own, `${own}/CloudTrail`, `${own}/CloudTrail/eu-west-1/2026`]) {
      const found = Object.keys((await read(path)).decrypted);
      assert.ok(found.includes("one") && found.includes("two"), `${path}: ${found.join(" ")}`);
      assert.ok(!/foreign|elsewhere|digest|insight|config/.test(found.join(" ")), path);
    }
  });

  it("is read from a day on", async () => {
    await writeFiles(folder, {
      [trailPath({ day: "2025-12-31" })]: packTrail([used("old")]),
      [trailPath({ day: "2026-02-28" })]: packTrail([used("before")]),
      [trailPath({ day: "2026-03-01" })]: packTrail([used("on")]),
      [trailPath({ day: "2026-10-09" })]: packTrail([used("after")]),
    });
    assert.deepEqual(Object.keys((await read(".", "2026-03-01")).decrypted).sort(), [
      "after",
      "on",
    ]);
  });

  it("is read where files lie in one folder, as somebody has downloaded them", async () => {
    await writeFiles(folder, {
      "111122223333_CloudTrail_eu-west-1_20260301T1005Z_a.json.gz": packTrail([used("one")]),
      "111122223333_CloudTrail_us-east-1_20260301T1005Z_a.json.gz": packTrail([used("other")]),
      "mine.json.gz": packTrail([used("mine")]),
    });
    assert.deepEqual(Object.keys((await read()).decrypted).sort(), ["mine", "one"]);
  });

  it("leaves out whole files that are damaged, counts and names them, and reads all others", async () => {
    const whole = packTrail([used("good"), used("good", "11:00:00")]);
    const late = packTrail(Array.from({ length: 3000 }, () => used("late", "23:00:00")));
    const broken = JSON.stringify({ Records: [used("late", "23:00:00")] });
    await writeFiles(folder, {
      "1.json.gz": whole,
      "2.json.gz": late.subarray(0, late.length - 100),
      "3.json.gz": broken,
      "4.json.gz": gzipSync(broken.slice(0, -2)),
      "5.json.gz": gzipSync('{"Records":[{"a":tru}]}'),
      "6.json.gz": "",
      // All of it unpacks, and its checksum is another's.
      "7.json.gz": Buffer.concat([late.subarray(0, -8), Buffer.alloc(8)]),
    });
    const { audit, decrypted, skipped } = await read();
    assert.deepEqual(decrypted, { good: "11:00" });
    assert.deepEqual([audit.files, audit.events], [1, 2]);
    assert.deepEqual(skipped, {
      fileTruncated: ["2.json.gz", "4.json.gz", "6.json.gz"],
      fileNotGzip: ["3.json.gz"],
      fileNotJson: ["5.json.gz"],
      fileDamaged: ["7.json.gz"],
    });
  });

  it("comes to the same by threads, where there are many files, and names the damaged ones", async () => {
    const files = Array.from({ length: 150 }, (_, number) => {
      const minute = String(number % 60).padStart(2, "0");
      const records = [used(`set-${number % 3}`, `10:${minute}:00`)];
      return [trailPath({ number }), packTrail(records)] as const;
    });
    const damaged = trailPath({ number: 999 });
    await writeFiles(folder, { ...Object.fromEntries(files), [damaged]: "no gzip" });
    const { audit, decrypted, skipped } = await read();
    assert.deepEqual(decrypted, { "set-0": "10:57", "set-1": "10:58", "set-2": "10:59" });
    assert.deepEqual([audit.files, audit.events], [150, 150]);
    assert.deepEqual(skipped, { fileNotGzip: [damaged] });
  });

  it("is read however its files lie, and names what is not called .gz", async () => {
    const own = "111122223333";
    await writeFiles(folder, {
      [`${own}/eu-west-1/a.gz`]: packTrail([used("by-account")]),
      [`archive/${own}/2026/03/b.json.gz`]: packTrail([used("by-day")]),
      "CloudTrail/old/c.json.gz": packTrail([used("by-name")]),
      "1999/d.json.gz": packTrail([used("numbered")]),
      "e.gz": Buffer.concat([packTrail([used("first")]), packTrail([used("second")])]),
      [`${own}_CloudTrail_eu-west-1_20260301T1005Z_a.json`]: JSON.stringify({
        Records: [used("x")],
      }),
    });
    const { decrypted, skipped } = await read(".", "2026-03-01");
    assert.deepEqual(Object.keys(decrypted).sort(), [
      ...["by-account", "by-day", "by-name", "first", "numbered", "second"],
    ]);
    assert.deepEqual(skipped, { fileName: [`${own}_CloudTrail_eu-west-1_20260301T1005Z_a.json`] });
  });

  it("follows links, not in circles, and names what can't be read instead of ending", async () => {
    const aside = await mkdtemp(join(tmpdir(), "aside-"));
    try {
      await writeFiles(aside, { "deep/a.json.gz": packTrail([used("linked")]) });
      await writeFiles(folder, { "in/b.json.gz": packTrail([used("own")]) });
      await symlink(aside, join(folder, "aside"));
      await symlink(aside, join(aside, "deep", "again"));
      await symlink(folder, join(aside, "deep", "back"));
      await symlink("..", join(folder, "in", "up"));
      await symlink(join(aside, "deep", "a.json.gz"), join(folder, "file.json.gz"));
      await symlink("nowhere", join(folder, "broken.json.gz"));
      await symlink("circle.json.gz", join(folder, "circle.json.gz"));
      await mkdir(join(folder, "folder.json.gz"));
      execFileSync("mkfifo", [join(folder, "pipe.json.gz")]);
      const { decrypted, skipped, audit } = await read();
      assert.deepEqual(Object.keys(decrypted).sort(), ["linked", "own"]);
      assert.equal(audit.files, 3, "the linked file by two ways");
      assert.deepEqual(skipped, {
        fileGone: ["broken.json.gz"],
        fileOther: ["circle.json.gz", "pipe.json.gz"],
      });
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  });

  it("names folders that its reader may not list, and reads the others", async () => {
    const denied = Object.assign(new Error("Access Denied"), { name: "AccessDenied" });
    const store = {
      list: async function* (path: string) {
        await Promise.resolve();
        if (path === "closed") throw denied;
        yield path === ""
          ? { folders: ["closed", "open"], files: [] }
          : { folders: [], files: ["a.gz"] };
      },
    };
    const elsewhere = nothingElse();
    const found: string[] = [];
    for await (const file of findTrailFiles(store, scope, elsewhere)) found.push(file);
    assert.deepEqual(found, ["open/a.gz"]);
    assert.deepEqual([...elsewhere.skipped], [["fileDenied", { count: 1, files: ["closed"] }]]);
  });

  it("is left at once when the signal comes, with the signal's reason", async () => {
    const files = Array.from({ length: 200 }, (_, number) => trailPath({ number }));
    const content = packTrail([used("one")]);
    await writeFiles(folder, Object.fromEntries(files.map((file) => [file, content])));
    const stop = new AbortController();
    const source = trailSource({ kind: "folder", path: folder }, scope);
    const reason = new Error("enough");
    const reading = auditKeys(source, stop.signal, () => {
      stop.abort(reason);
    });
    await assert.rejects(reading, reason);
  });

  it("is an error where a thread ends before it has answered", async () => {
    await writeFiles(folder, { "a.json.gz": packTrail([used("one")]) });
    const worker = startWorker({ place: { kind: "folder", path: folder }, range: scope });
    const reading = worker.read(["a.json.gz"]);
    await Promise.all([
      assert.rejects(reading, /a thread that reads the trail ended with \d; run it again/),
      worker.end(),
    ]);
    await assert.rejects(worker.read(["a.json.gz"]), /ended with \d/);
  });

  it("is an error where the folder is not there", async () => {
    await assert.rejects(read("nowhere"), { code: "ENOENT" });
  });
});
