import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { byHand } from "../core/access/folderWorld.ts";
import { dataRegion, openClient, shareDashboard } from "./dashboards.ts";
import { membership, type Outcome, tenant, workplace } from "./qsgov.ts";

const documentOf = ({ stdout }: Outcome) => JSON.parse(stdout) as PlanDocument;
const folders = {
  finance: { name: "Finance", viewers: ["critical"], dashboards: ["Sales"] },
  shared: { name: "Shared-by-hand", existing: true, viewers: ["critical"], dashboards: ["costs"] },
};

describe("qsgov, folders", () => {
  const { directory, write, run: runIn, simulator, control } = workplace();
  const run = (args: string) => runIn(args, { AWS_REGION: dataRegion });
  const plan = (more = "") => run(`plan --tenant tenant.yaml${more}`);
  const apply = (more = "") => run(`apply --tenant tenant.yaml${more}`);
  const inWorld = async <T>(use: (hand: ReturnType<typeof byHand>) => Promise<T>): Promise<T> => {
    const data = openClient(simulator(), dataRegion);
    try {
      return await use(byHand({ data }));
    } finally {
      data.destroy();
    }
  };
  beforeEach(async () => {
    await write("membership.csv", membership);
    await shareDashboard(simulator(), { id: "sales", name: "Sales" });
    await shareDashboard(simulator(), { id: "costs", name: "Costs" });
    await inWorld((hand) => hand.create("Shared-by-hand"));
    await write("tenant.yaml", { ...tenant, folders });
  });

  it("are planned and applied after access; of those that pulumi up has not made it says so, and does the rest", async () => {
    const { code, stdout } = await plan();
    assert.equal(code, 1, stdout);
    assert.match(stdout, /^folders in eu-west-1$/m);
    assert.match(stdout, /tenant\.folders\.finance.*is not there yet \(qsgov-default-finance\)/);
    assert.match(
      stdout,
      /^ {2}dashboard "Costs" \(costs\) {2}folder "Shared-by-hand" \(Shared-by-hand\) {2}opens it to critical \(viewer\) {2}folders puts it there$/m,
    );
    assert.equal((await apply()).code, 4);
    await inWorld(async (hand) => {
      assert.deepEqual(await hand.members("Shared-by-hand"), ["dashboard/costs"]);
      await hand.create("qsgov-default-finance");
    });
    assert.equal((await apply()).code, 0);
    await inWorld(async (hand) => {
      assert.deepEqual(await hand.members("qsgov-default-finance"), ["dashboard/sales"]);
      assert.deepEqual(await hand.grants("qsgov-default-finance"), ["quicksight-fed-critical 1"]);
    });
    const again = documentOf(await plan(" --json"));
    assert.equal(again.verdict, "nothing");
    assert.deepEqual(
      again.subjects.map(({ subject }) => subject),
      ["people", "access", "folders"],
    );
  });

  it("of which nobody may list any are not said to be missing, and nothing is done about them", async () => {
    await inWorld((hand) => hand.create("qsgov-default-finance"));
    await control("faults", [{ operation: "ListFolders", error: "AccessDeniedException" }]);
    const { code, stdout } = await plan();
    assert.equal(code, 1, stdout);
    assert.match(
      stdout,
      /the folders cannot be listed \(AccessDeniedException.*; allow quicksight:ListFolders/,
    );
    assert.doesNotMatch(stdout, /is not there yet/);
    assert.doesNotMatch(stdout, /into folder|folder "Finance"/);
  });

  it("are in what diff says of the files: who gains what is put into them", async () => {
    await inWorld((hand) => hand.create("qsgov-default-finance"));
    const { code, stdout } = await run(
      "diff --tenant tenant.yaml --membership membership.csv --json",
    );
    assert.equal(code, 2, stdout);
    const { gains } = JSON.parse(stdout) as { gains: { kind: string; id: string }[] };
    const gained = new Set(gains.map(({ kind, id }) => `${kind} ${id}`));
    for (const one of ["dashboard sales", "dashboard costs", "folder qsgov-default-finance"]) {
      assert.ok(gained.has(one), `${one} is not among ${[...gained].join(", ")}`);
    }
  });

  it("that groups of the namespace have are dumped as existing ones, and a plan on that is empty", async () => {
    await inWorld((hand) => hand.create("qsgov-default-finance"));
    assert.equal((await apply()).code, 0);
    await inWorld((hand) => hand.create("nobodys"));
    const { code, stdout, stderr } = await run("dump --namespace default --out dumped");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /, 1 folder$/m);
    assert.match(stdout, /"Finance"|qsgov-default-finance.*declared by a tenant's settings/);
    const text = await readFile(join(directory(), "dumped/tenant.yaml"), "utf8");
    assert.match(text, /shared-by-hand:/);
    assert.match(text, /- costs # Costs/);
    const planned = await run("plan --tenant dumped/tenant.yaml");
    assert.equal(planned.code, 0, planned.stdout + planned.stderr);
  });
});
