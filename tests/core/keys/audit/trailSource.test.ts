import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";
import type { Elsewhere } from "../../../../core/keys/audit/findTrailFiles.ts";
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
    const elsewhere: Elsewhere = { accounts: new Set(), regions: new Set() };
    const place = { kind: "folder", path: join(folder, path) } as const;
    const source = trailSource(place, { ...scope, from }, elsewhere, { workers: 2 });
    const audit = await auditKeys(source, new AbortController().signal);
    const decrypted = [...audit.dataSets].map(([arn, { decryption }]) => [
      arn.split("/")[1],
      decryption?.time.slice(11, 16),
    ]);
    return { audit, elsewhere, decrypted: Object.fromEntries(decrypted) as object };
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
    const { decrypted, audit, elsewhere } = await read();
    assert.deepEqual(Object.keys(decrypted).sort(), ["one", "prefixed", "three", "two"]);
    assert.deepEqual([audit.files, audit.skippedFiles.count], [4, 0]);
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
    const { audit, decrypted } = await read();
    assert.deepEqual(decrypted, { good: "11:00" });
    assert.deepEqual([audit.files, audit.events], [1, 2]);
    const { count, some } = audit.skippedFiles;
    assert.equal(count, 6);
    const reasons = Object.fromEntries(some.map(({ file, why }) => [file, why]));
    assert.deepEqual(reasons, {
      "2.json.gz": "ends in the middle",
      "3.json.gz": "is not gzip",
      "4.json.gz": "ends in the middle",
      "5.json.gz": "is not JSON all through",
      "6.json.gz": "ends in the middle",
      "7.json.gz": "is damaged: it does not unpack",
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
    const { audit, decrypted } = await read();
    assert.deepEqual(decrypted, { "set-0": "10:57", "set-1": "10:58", "set-2": "10:59" });
    assert.deepEqual([audit.files, audit.events], [150, 150]);
    assert.deepEqual(audit.skippedFiles, {
      count: 1,
      some: [{ file: damaged, why: "is not gzip" }],
    });
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

  it("is an error where the folder is not there", async () => {
    await assert.rejects(read("nowhere"), { code: "ENOENT" });
  });
});
