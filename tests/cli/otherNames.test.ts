import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { type Outcome, tenant, workplace } from "./qsgov.ts";

const rows = (count: number, group = "critical") =>
  Array.from({ length: count }, (_, index) => `default,${group},p${index},p${index}@x.com\n`).join(
    "",
  );
const root = "default,bi-admin,root,root@x.com\n";

/** Each stands for a mistake in the settings that nothing but QuickSight itself can tell: there is no state. */
describe("qsgov, of settings that would call people or groups otherwise", () => {
  const { write, run } = workplace();
  const settle = async (count: number) => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", root + rows(count));
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
  };
  const refusedBy = ({ code, stdout }: Outcome) => {
    assert.equal(code, 3, stdout);
    return (JSON.parse(stdout) as PlanDocument).findings.map(({ rule }) => rule);
  };
  const named = (name?: string) => ({
    ...tenant,
    groups: { ...tenant.groups, critical: { role: "READER", ...(name ? { name } : {}) } },
  });

  it("refuses another federation role, session name or prefix in a tenant of five", async () => {
    await settle(4);
    for (const [identity, rule] of [
      [{ role: "new-role" }, "registered-twice"],
      [{ session: "user" }, "registered-twice"],
      [{ groupPrefix: "qs-" }, "prefix-changed"],
    ] as const) {
      await write("other.yaml", { ...tenant, identity });
      assert.deepEqual(refusedBy(await run("apply --tenant other.yaml --json")), [rule]);
    }
  });

  it("takes people out of a group that gets an explicit name, by name and under the guard", async () => {
    await settle(9);
    await write("other.yaml", named("finance-readers"));
    const refused = await run("apply --tenant other.yaml");
    assert.equal(refused.code, 3, refused.stdout);
    assert.match(refused.stdout, /group quicksight-fed-critical would lose 9 of 9 members/);
    assert.match(refused.stdout, /p8@x\.com +quicksight-fed-critical +no row of membership\.csv/);
    assert.doesNotMatch(refused.stdout, /group quicksight-fed-critical: not managed here/);
    const [, hash = ""] = /QUICKSIGHT_GOVERNANCE_APPROVE=([0-9a-f]{12})/.exec(refused.stdout) ?? [];
    assert.equal((await run(`apply --tenant other.yaml --approve ${hash}`)).code, 0);
    assert.match((await run("plan --tenant other.yaml")).stdout, /^nothing to do; 10 people/m);
  });

  it("says where a group may have had another name until now: what an explicit name was, nothing but a state tells", async () => {
    await write("named.yaml", named("finance-readers"));
    await write("membership.csv", root + rows(9));
    const first = await run("apply --tenant named.yaml");
    assert.equal(first.code, 0, first.stdout);
    assert.doesNotMatch(first.stdout, /another name until now/);
    await write("tenant.yaml", tenant);
    const { code, stdout } = await run("plan --tenant tenant.yaml");
    assert.equal(code, 2, stdout);
    assert.match(
      stdout,
      /^ {2}new groups for people who are there already \(critical\): where one had another name until now \(groups\.\*\.name\), its people stay in the group of that name, which is not managed here any more; take its rows out of the membership file first, run, and change the name then$/m,
    );
    assert.match(stdout, /group finance-readers: not managed here; left as is/);
  });
});
