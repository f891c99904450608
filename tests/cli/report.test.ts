import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Snapshot } from "../../core/explain/snapshot.ts";
import { applyTenant, beginWith } from "./beginWith.ts";
import { dataRegion, shareDashboard } from "./dashboards.ts";
import { workplace } from "./qsgov.ts";

const names = [
  "group_membership.csv",
  "object_access.csv",
  "data_access.csv",
  "licences.csv",
  "index.html",
];

describe("qsgov report", () => {
  const place = workplace();
  const { directory, write, simulator, run: runIn } = place;
  const run = (args: string) => runIn(args, { AWS_REGION: dataRegion });
  const read = (file: string) => readFile(join(directory(), file), "utf8");

  beginWith(place, async () => {
    await applyTenant({ write, run }, {}, " --only people");
    await shareDashboard(simulator(), { id: "sales", name: "Sales" }, "critical");
  });

  it("writes who is in which group and who may open what, as CSV files and as a page", async () => {
    const { code, stdout } = await run("report --out new/folder");
    assert.equal(code, 0, stdout);
    for (const name of names) assert.match(stdout, new RegExp(`new/folder/${name}`));
    assert.match(
      await read("new/folder/group_membership.csv"),
      /^default,quicksight-fed-critical,quicksight-fed-users\/ana@oktank\.com,READER,/m,
    );
    assert.match(await read("new/folder/object_access.csv"), /,dashboard,Sales,sales,group,/);
    const page = await read("new/folder/index.html");
    assert.match(page, /<title>QuickSight access of 111122223333<\/title>/);
    assert.match(page, /"userName":"quicksight-fed-users\/ana@oktank\.com"/);
  });

  it("says from two snapshots, without the account, who gained and who lost what", async () => {
    assert.equal((await run("snapshot --out before.json")).code, 0);
    await shareDashboard(simulator(), { id: "costs", name: "Costs" }, "critical");
    assert.equal((await run("snapshot --out now.json")).code, 0);
    const { code, stdout } = await runIn(
      "report --out r --snapshot now.json --since before.json --json",
      {
        AWS_ENDPOINT_URL_QUICKSIGHT: "http://127.0.0.1:9",
      },
    );
    assert.equal(code, 0, stdout);
    assert.deepEqual(JSON.parse(stdout), {
      ...{ command: "report", files: names.map((name) => join("r", name)), unread: [] },
    });
    assert.match(await read("r/index.html"), /viewer of dashboard \\"Costs\\" \(costs\)/);
  });

  it("writes nothing over a report that is there, unless it is told to", async () => {
    assert.equal((await run("report --out r")).code, 0);
    await write("r/object_access.csv", "mine");
    const { code, stderr } = await run("report --out r");
    assert.equal(code, 1);
    assert.match(stderr, /is there already; choose another --out/);
    assert.equal(await read("r/object_access.csv"), "mine");
    assert.equal((await run("report --out r --force")).code, 0);
    assert.notEqual(await read("r/object_access.csv"), "mine");
  });

  it("refuses a moment to compare with that is later, or of another account, and writes nothing", async () => {
    assert.equal((await run("snapshot --out now.json")).code, 0);
    const now = JSON.parse(await read("now.json")) as Snapshot;
    const cases = [
      [{ ...now, at: "2999-01-01T00:00:00Z" }, /later than the report/],
      [{ ...now, accountId: "999999999999" }, /of account 999999999999, and the report is of/],
    ] as const;
    for (const [since, said] of cases) {
      await writeFile(join(directory(), "since.json"), JSON.stringify(since));
      const { code, stderr } = await run("report --out r --snapshot now.json --since since.json");
      assert.equal(code, 1);
      assert.match(stderr, said);
      await assert.rejects(read("r/index.html"), { code: "ENOENT" });
    }
  });

  it("says what could not be read, on the page as well, and ends with 4", async () => {
    assert.equal((await run("snapshot --out now.json")).code, 0);
    const now = JSON.parse(await read("now.json")) as Snapshot;
    await write("part.json", JSON.stringify({ ...now, unknown: ["agents in eu-west-1: denied"] }));
    const { code, stdout } = await run("report --out r --snapshot part.json");
    assert.equal(code, 4);
    assert.match(stdout, /agents in eu-west-1: denied/);
    assert.match(await read("r/index.html"), /"unread":\["agents in eu-west-1: denied"\]/);
  });
});
