import assert from "node:assert/strict";
import { openIndex } from "../../../../core/explain/accessIndex.ts";
import { assertionsOf } from "../../../../core/explain/assertions/assertionsOf.ts";
import { checkAssertions } from "../../../../core/explain/assertions/checkAssertions.ts";
import { describeViolation } from "../../../../core/explain/assertions/describeViolation.ts";
import { nameViolations } from "../../../../core/explain/assertions/nameViolations.ts";
import { violationCauses } from "../../../../core/explain/assertions/violationCauses.ts";
import type { Snapshot } from "../../../../core/explain/snapshot.ts";
import { withLandingData } from "../../../../core/landing/withLandingData.ts";
import { readRoster } from "../../../../core/people/roster/readRoster.ts";
import { parseMembership } from "../../../../core/people/membership/parseMembership.ts";
import { parseTenant } from "../../../../core/settings/parseTenant.ts";
import { asset, grant, person, snapshotOf } from "../explained.ts";

const prefix = "quicksight-fed-";
const membership =
  "default,hr,ana,ana@x.com\ndefault,usa,bob,bob@x.com\ndefault,usa,ana,ana@x.com\n";
const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };

/** Each violation of one assertion as a person reads it, without what the assertion is called and says. */
function violated(claim: object, settings: object, snapshot: Snapshot, before?: Snapshot) {
  const { settings: parsed, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "membership.csv" },
    groups: { hr: { role: "AUTHOR" }, usa: {}, heirs: { role: "AUTHOR" } },
    assertions: [{ ...claim, reason: "r" }],
    ...settings,
  });
  assert.deepEqual(problems, []);
  assert.ok(parsed !== undefined);
  const files = withLandingData(parsed);
  const { rows } = parseMembership(membership, "membership.csv");
  const roster = readRoster(membership, "membership.csv", { ...files });
  const causes = violationCauses(snapshot, {
    ...{ settings: files, before, federationRole: "quicksight-fed-users" },
    roster: { people: roster.people, rows, source: "membership.csv" },
  });
  const { violations } = checkAssertions(openIndex(snapshot), assertionsOf(files));
  return nameViolations(violations, causes).map((one) =>
    describeViolation(one)
      .replace(/^tenant\.assertions\[0\]: /, "")
      .replace(/, and (?:nobody of theirs|only others) may/, "")
      .replace(/ \(r\)$/, ""),
  );
}

const ana = person("ana", `${prefix}hr`, `${prefix}usa`);
const bob = person("bob", `${prefix}usa`);
const never = (what: object) => ({ never: { everybody: true, ...what } });

describe("what a violation names", () => {
  it("is the setting of a folder that opens it, and the one that put it there, also from further down", () => {
    const folders = {
      top: { name: "Top", viewers: ["usa"] },
      below: { name: "Below", parent: "top", dashboards: ["Sales", "payroll"] },
    };
    const snapshot = snapshotOf(
      [bob],
      [
        asset("folder", "qsgov-default-top", [grant("folder", `group/default/${prefix}usa`)]),
        asset("folder", "qsgov-default-below", [], {
          ...{ parent: "qsgov-default-top", members: ["dashboard/payroll"] },
        }),
        asset("dashboard", "payroll"),
      ],
    );
    assert.deepEqual(violated(never({ dashboard: "payroll" }), { folders }, snapshot), [
      'bob@x.com can open dashboard "payroll" (payroll) as viewer, by group quicksight-fed-usa through folder qsgov-default-top, line 2 of membership.csv, tenant.folders.top.viewers[0], tenant.folders.below.dashboards[1]',
    ]);
    assert.deepEqual(violated(never({ folder: "qsgov-default-below" }), { folders }, snapshot), [
      'bob@x.com can open folder "qsgov-default-below" (qsgov-default-below) as viewer, by group quicksight-fed-usa through folder qsgov-default-top, line 2 of membership.csv, tenant.folders.top.viewers[0], tenant.folders.below.parent',
    ]);
  });

  it("is the data that is declared with a group, and the landing page", () => {
    const data = {
      dataSources: { db },
      dataSets: {
        orders: {
          ...{ name: "Orders", source: "db", table: { name: "t" }, columns: ["x"] },
          ...{ owners: ["hr"], viewers: ["heirs", "usa"] },
        },
      },
    };
    const orders = asset("data-set", "qsgov-default-orders", [
      grant("data-set", `group/default/${prefix}usa`),
    ]);
    assert.deepEqual(
      violated(never({ "data-set": orders.id }), data, snapshotOf([bob], [orders])),
      [
        'bob@x.com can open data-set "qsgov-default-orders" (qsgov-default-orders) as viewer, by group quicksight-fed-usa, line 2 of membership.csv, tenant.dataSets.orders.viewers[1]',
      ],
    );
    const page = asset("dashboard", "landing-page-default", [
      grant("dashboard", "namespace/default"),
    ]);
    assert.deepEqual(
      violated(
        never({ dashboard: page.id }),
        { landing: { contact: "us" } },
        snapshotOf([bob], [page]),
      ),
      [
        'bob@x.com can open dashboard "landing-page-default" (landing-page-default) as viewer, as everybody of the namespace, tenant.landing',
      ],
    );
  });

  it("is what shows a data set, and the setting that opens that", () => {
    const snapshot = snapshotOf(
      [bob],
      [
        asset("data-set", "payroll"),
        asset("dashboard", "board", [grant("dashboard", `group/default/${prefix}usa`, "owner")], {
          dataSets: ["payroll"],
        }),
      ],
    );
    const access = [{ group: "usa", dashboards: ["board"], level: "owner" }];
    assert.deepEqual(violated(never({ "data-set": "payroll" }), { access }, snapshot), [
      'bob@x.com can open data-set "payroll" (payroll) as viewer, through dashboard "board" (board), by group quicksight-fed-usa, line 2 of membership.csv, tenant.access[0]',
    ]);
  });

  it("is the successor to whom what a leaver owned goes, where the run hands it over", () => {
    const guard = { successor: "hr" };
    const owned = grant("dashboard", `group/default/${prefix}hr`, "owner");
    const [before, after] = [[], [owned]].map((grants) =>
      snapshotOf([ana], [asset("dashboard", "payroll", grants)]),
    );
    assert.ok(before !== undefined && after !== undefined);
    assert.deepEqual(violated(never({ dashboard: "payroll" }), { guard }, after, before), [
      'ana@x.com can open dashboard "payroll" (payroll) as owner, by group quicksight-fed-hr, line 1 of membership.csv, tenant.guard.successor',
    ]);
    // Somebody gave it to the group before.
    assert.deepEqual(violated(never({ dashboard: "payroll" }), { guard }, after, after), [
      'ana@x.com can open dashboard "payroll" (payroll) as owner, by group quicksight-fed-hr, line 1 of membership.csv',
    ]);
  });

  it("is every way that there is, each with its group, and what was shared with somebody alone", () => {
    const user = "user/default/quicksight-fed-users/bob@x.com";
    const snapshot = snapshotOf(
      [ana, bob],
      [
        asset("folder", "hand-made", [grant("folder", `group/default/${prefix}usa`)], {
          members: ["dashboard/payroll"],
        }),
        asset("dashboard", "payroll", [
          grant("dashboard", `group/default/${prefix}hr`),
          grant("dashboard", user),
        ]),
      ],
    );
    const access = [{ group: "hr", dashboards: ["payroll"] }];
    assert.deepEqual(violated(never({ dashboard: "payroll" }), { access }, snapshot).sort(), [
      'ana@x.com can open dashboard "payroll" (payroll) as viewer, by group quicksight-fed-hr, by group quicksight-fed-usa through folder hand-made, lines 1, 3 of membership.csv, tenant.access[0]',
      'bob@x.com can open dashboard "payroll" (payroll) as viewer, as it is shared with them alone, by group quicksight-fed-usa through folder hand-made, line 2 of membership.csv',
    ]);
  });

  it("are the lines of the user whom the file is about, and not those of another user of the same person", () => {
    const other = { ...bob, userName: "by-hand/bob@x.com" };
    const payroll = asset("dashboard", "payroll", [
      grant("dashboard", `group/default/${prefix}usa`),
    ]);
    const found = violated(never({ dashboard: "payroll" }), {}, snapshotOf([other], [payroll]));
    assert.deepEqual(found, [
      'by-hand/bob@x.com can open dashboard "payroll" (payroll) as viewer, by group quicksight-fed-usa',
    ]);
  });

  it("is the entry that means the asset by what its name was, and not one that means another by its name now", () => {
    const payroll = asset("dashboard", "p1", [grant("dashboard", `group/default/${prefix}usa`)], {
      name: "Payroll 2026",
    });
    const access = [
      { group: "usa", dashboards: ["Payroll"] },
      { group: "usa", dashboards: ["Payroll 2026"] },
    ];
    const remembered = new Map([
      ["dashboard\nPayroll", "p1"],
      ["dashboard\nPayroll 2026", "p2"],
    ]);
    const settings = { access };
    const snapshot = snapshotOf([bob], [payroll]);
    assert.deepEqual(named(settings, snapshot, remembered), ["tenant.access[0]"]);
  });

  it("says of who must open something by what they could until now, and the lines of the file that name them", () => {
    const [before, after] = [
      [grant("dashboard", `group/default/${prefix}usa`)],
      [grant("dashboard", `group/default/${prefix}hr`)],
    ].map((grants) => snapshotOf([bob], [asset("dashboard", "payroll", grants)]));
    assert.ok(before !== undefined && after !== undefined);
    const always = { always: { everybody: true, dashboard: "payroll" } };
    assert.deepEqual(violated(always, {}, after, before), [
      'bob@x.com cannot open dashboard "payroll" (payroll), and must, could by group quicksight-fed-usa, line 2 of membership.csv',
    ]);
  });
});

/** The settings that give the one dashboard of a snapshot. */
function named(
  settings: object,
  snapshot: Snapshot,
  remembered: ReadonlyMap<string, string>,
): readonly string[] {
  const { settings: parsed } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    ...{ membership: { file: "membership.csv" }, groups: { usa: {} }, ...settings },
  });
  assert.ok(parsed !== undefined);
  const { entriesOf } = violationCauses(snapshot, {
    ...{ settings: parsed, federationRole: "quicksight-fed-users", remembered },
  });
  const [dashboard] = snapshot.assets;
  assert.ok(dashboard !== undefined);
  const [way] = openIndex(snapshot).waysTo(dashboard);
  assert.ok(way !== undefined);
  return entriesOf(way, dashboard);
}
