import assert from "node:assert/strict";
import { readStoredSnapshot, storeSnapshot } from "../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../core/reports/writeReports.ts";
import { writeRunRecord } from "../../../core/reports/writeRunRecord.ts";
import { memoryReports } from "../../support/memoryReports.ts";
import { asset, grant, person, snapshotOf } from "../explain/explained.ts";

const folder = "monitoring/quicksight";
const snapshot = snapshotOf(
  [person("ana", "critical")],
  [asset("dashboard", "sales", [grant("dashboard", "group/default/critical")])],
);

describe("the reports in the bucket", () => {
  it("are written from the snapshot that was kept last", async () => {
    const store = memoryReports();
    await storeSnapshot(store, snapshotOf([], []));
    await storeSnapshot(store, snapshot);
    const page = { style: "p {}", program: "draw()" };
    const { keys } = await writeReports(store, { page });
    for (const key of keys) assert.ok(store.text(key) !== undefined, key);
    assert.match(
      store.text(`${folder}/group_membership/group_membership.csv`) ?? "",
      /^default,critical,quicksight-fed-users\/ana@x.com,READER,ana@x.com$/m,
    );
    assert.match(store.text(`${folder}/object_access/object_access.csv`) ?? "", /,sales,/);
    assert.match(store.text(`${folder}/index.html`) ?? "", /draw\(\)/);
  });

  it("have a page that says what runs did, what they could not, and what somebody did past them", async () => {
    let clock = Date.parse("2026-11-30T12:00:00Z");
    const kept = memoryReports(() => clock);
    await storeSnapshot(kept, { ...snapshot, at: "2026-11-30T12:00:00.000Z" });
    await writeReports(kept);
    clock += 3_600_000;
    const nothing = { declined: [], failed: [], left: 0, unchanged: 0, findings: [] };
    await writeRunRecord(kept, {
      ...{ version: 1, run: "run-12", namespace: "default", subject: "people", seconds: 1 },
      ...{ started: "2026-11-30T12:40:00.000Z", result: "failed", done: [], ...nothing },
      ...{ refusals: [], throttled: 0, notices: [] },
      errors: [{ name: "LockBusy", message: "somebody holds the lock" }],
    });
    const without = snapshotOf([person("ana")], snapshot.assets);
    await storeSnapshot(kept, { ...without, at: "2026-11-30T13:00:00.000Z" });
    await writeReports(kept, { page: { style: "", program: "" } });
    const page = kept.text(`${folder}/index.html`) ?? "";
    assert.match(page, /"title":"Failed","lines":\["2026-11-30T12:40:00\.000Z, people of default/);
    assert.match(
      page,
      /"title":"Drift: changed past all runs","lines":\[.*ana@x\.com lost group critical/,
    );
    assert.match(page, /"title":"Licences: 3 USD a month at list prices of 2026-10"/);
  });

  it("are not begun where nobody has read the account yet", async () => {
    await assert.rejects(writeReports(memoryReports()), /s3:\/\/governance has no snapshot/);
  });
});

describe("a snapshot in the bucket", () => {
  it("stays as a version when the next one is kept", async () => {
    const store = memoryReports();
    await storeSnapshot(store, snapshot);
    await storeSnapshot(store, snapshotOf([], []));
    assert.deepEqual(await readStoredSnapshot(store, "v1"), snapshot);
    assert.equal(await readStoredSnapshot(store, "v9"), undefined);
  });

  it("is told from what somebody else put there, with its address", async () => {
    const store = memoryReports();
    await store.write(`${folder}/snapshot/snapshot.json.gz`, ["mine"], { contentType: "text/csv" });
    await assert.rejects(
      readStoredSnapshot(store),
      /s3:\/\/governance\/monitoring\/quicksight\/snapshot\/snapshot\.json\.gz cannot be read as a snapshot/,
    );
  });
});
