import assert from "node:assert/strict";
import { readStoredSnapshot, storeSnapshot } from "../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../core/reports/writeReports.ts";
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
