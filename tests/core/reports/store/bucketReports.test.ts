import assert from "node:assert/strict";
import type { ReportStore } from "../../../../core/reports/store/reportStore.ts";
import { type ReportBucket, startReportBucket } from "../../../support/startReportBucket.ts";

const csv = { contentType: "text/csv" };

describe("reports in an S3 bucket", function () {
  this.timeout(120_000);
  let made: ReportBucket;
  let store: ReportStore;
  let open: (bucket: string) => ReportStore;

  before(async () => {
    made = await startReportBucket("quicksight-governance-111122223333");
    ({ store, open } = made);
  });
  after(() => made.close());

  const read = async (key: string, versionId?: string) => {
    const found = await store.read(key, versionId);
    return found && Buffer.from(found.body).toString();
  };
  const all = async <Item>(items: AsyncIterable<Item>) => {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  };

  it("have versions, the latest first, and those of an object that only begins so are another's", async () => {
    for (const text of ["one", "two"]) await store.write("a/s.gz", [text], csv);
    await store.write("a/s.gz.old", ["other"], csv);
    const found = await all(store.versions("a/s.gz"));
    assert.deepEqual(await Promise.all(found.map((one) => read("a/s.gz", one.versionId))), [
      "two",
      "one",
    ]);
    assert.equal(await read("a/none"), undefined);
    assert.deepEqual(await all(store.versions("a/none")), []);
  });

  it("are written over what was read only, or where nothing was", async () => {
    assert.equal(await store.write("c/x.csv", ["1"], { ...csv, follows: null }), true);
    assert.equal(await store.write("c/x.csv", ["2"], { ...csv, follows: null }), false);
    const found = await store.read("c/x.csv");
    assert.equal(await store.write("c/x.csv", ["2"], { ...csv, follows: found?.etag }), true);
    assert.equal(await store.write("c/x.csv", ["3"], { ...csv, follows: found?.etag }), false);
    assert.equal(await read("c/x.csv"), "2");
  });

  it("are there whole or not at all, also those of many megabytes that are sent piece by piece", async () => {
    const piece = "0123456789abcdef".repeat(64 * 1024);
    await store.write("d/large.csv", Array<string>(20).fill(piece), csv);
    assert.equal((await store.read("d/large.csv"))?.body.length, 20 * piece.length);
    const broken = function* () {
      for (let at = 0; at < 20; at += 1) yield piece;
      throw new Error("no more");
    };
    await assert.rejects(store.write("d/broken.csv", broken(), csv), /no more/);
    assert.equal(await read("d/broken.csv"), undefined);
  });

  it("are listed by how their key begins", async () => {
    for (const key of ["e/2", "e/1", "f/1"]) await store.write(key, [""], csv);
    assert.deepEqual(
      (await all(store.list("e/"))).map(({ key }) => key),
      ["e/1", "e/2"],
    );
  });

  it("say which bucket there is not, and what to do", async () => {
    const none = open("there-is-none");
    await assert.rejects(none.read("a"), /there is no bucket there-is-none; correct its name/);
    none.close();
  });
});
