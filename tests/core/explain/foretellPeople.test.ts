import assert from "node:assert/strict";
import { foretellPeople } from "../../../core/explain/foretellPeople.ts";
import { governOf } from "../../../core/people/governOf.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";
import { person, snapshotOf } from "./explained.ts";

/** What is foretold of people who are readers by the file and have these roles. */
function foretold(selfUpgrade: string, roles: Readonly<Record<string, string>>) {
  const { settings } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    ...{ membership: { file: "m.csv" }, groups: { usa: {} }, identity: { selfUpgrade } },
  });
  assert.ok(settings !== undefined);
  const snapshot = snapshotOf(
    Object.entries(roles).map(([name, role]) => ({ ...person(name), role })),
    [],
  );
  const { accountId, partition, identityRegion } = snapshot;
  const people = Object.keys(roles).map((name) => {
    const email = `${name}@x.com`;
    return { session: email, email, role: "READER" as const, groups: [] };
  });
  const governed = governOf(
    settings,
    {
      ...{ accountId, partition, identityRegion, region: "eu-west-1" },
      federationRole: "quicksight-fed-users",
    },
    { people, source: "m.csv" },
  );
  const { steps, notices } = foretellPeople(snapshot, governed);
  return { lowered: steps.flatMap((step) => ("session" in step ? step.session : [])), notices };
}

describe("what is foretold of people whose role is above that of the membership file", () => {
  it("is that they keep it where settings adopt what people raise themselves, as in a run that may not see who did", () => {
    const { lowered, notices } = foretold("adopt", {
      ...{ ana: "READER_PRO", bob: "ADMIN", col: "READER" },
    });
    assert.deepEqual(lowered, ["bob@x.com"]);
    assert.equal(notices.length, 1);
    assert.match(notices[0] ?? "", /^ana@x\.com: READER_PRO, and READER by m\.csv; kept, as /);
    assert.deepEqual(foretold("adopt", { col: "READER" }).notices, []);
  });

  it("is that they lose it where settings adopt nothing", () => {
    for (const selfUpgrade of ["deny", "leave"]) {
      const { lowered, notices } = foretold(selfUpgrade, { ana: "READER_PRO" });
      assert.deepEqual([lowered, notices], [["ana@x.com"], []]);
    }
  });
});
