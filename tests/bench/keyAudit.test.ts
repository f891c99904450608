import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditKeys, encryptionRows, trailSource } from "@quicksight-governance/core/keys/audit";
import { asJoined } from "../../bench/asJoined.ts";
import { dataSets, makeTrail, scope } from "../../bench/makeTrail.ts";

describe("benchmarks: the audit of keys", () => {
  it("joins a made trail to what was noted while it was made", async () => {
    const folder = await mkdtemp(join(tmpdir(), "made-trail-"));
    try {
      const expected = await makeTrail(folder, 30_000);
      const source = trailSource({ kind: "folder", path: folder }, scope);
      const audit = await auditKeys(source, new AbortController().signal);
      assert.deepEqual([audit.events, audit.files, audit.skippedFiles.size], [30_000, 15, 0]);
      const listed = dataSets.map((arn) => ({ arn, id: arn, name: arn, isInSpice: true }));
      const rows = encryptionRows(audit, listed, { from: "registration" });
      const seen = rows.filter(({ state }) => state !== "never");
      assert.deepEqual(
        Object.fromEntries(
          seen.map(({ arn, key, since, retired, lastDataKey, lastDecrypt }) => [
            arn,
            asJoined({ key, since, retired, lastDataKey, lastDecrypt }),
          ]),
        ),
        Object.fromEntries([...expected].map(([arn, found]) => [arn, asJoined(found)])),
      );
      assert.ok(seen.some(({ state }) => state === "retired"));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
