import assert from "node:assert/strict";
import { openIndex } from "../../../../core/explain/accessIndex.ts";
import { checkAssertions } from "../../../../core/explain/assertions/checkAssertions.ts";
import { compileAssertions } from "../../../../core/explain/assertions/compileAssertions.ts";
import { assertionSettings } from "../../../../core/settings/assertionSettings.ts";
import type { Snapshot } from "../../../../core/explain/snapshot.ts";
import { asset, grant, person, snapshotOf } from "../explained.ts";

const tenant = { namespace: "default", groupPrefix: "quicksight-fed-" };
const hr = "quicksight-fed-hr";
const eve = person("eve", "quicksight-fed-partner");
const snapshot: Snapshot = snapshotOf(
  [person("ana", hr), person("bob")],
  [
    asset("folder", "people", [grant("folder", `group/default/${hr}`, "owner")], {
      members: ["dashboard/payroll"],
    }),
    asset("dashboard", "payroll"),
    asset("dashboard", "sales-eu", [grant("dashboard", "namespace/default")], { name: "Sales EU" }),
    asset("data-set", "revenue", [grant("data-set", "group/partners/quicksight-fed-partner")]),
  ],
  { partners: { people: [eve], groups: ["quicksight-fed-partner"] } },
);

/** What does not hold of an assertion, as `who asset [level]`, and what it is about that there is nothing of. */
function check(claim: object, ofAccount = false, of: Snapshot = snapshot) {
  const settings = [assertionSettings.parse({ ...claim, reason: "a test" })];
  const scope = ofAccount
    ? { source: "account.assertions" }
    : { source: "tenant.assertions", tenant };
  const { violations, unmatched, unproved } = checkAssertions(
    openIndex(of),
    compileAssertions(settings, scope),
  );
  return [
    ...violations.map(({ people, asset: { id }, level = "" }) =>
      [...people.map((one) => one.person.email), id, level].join(" ").trim(),
    ),
    ...unmatched.map(({ what }) => what),
    ...unproved.map(({ what }) => what),
  ];
}

describe("assertions about who can open what", () => {
  it("never: names who can, through a folder too, from the level on that is asked", () => {
    assert.deepEqual(check({ never: { group: "hr", dashboard: "payroll" } }), [
      "ana@x.com payroll owner",
    ]);
    assert.deepEqual(check({ never: { people: "bob@x.com", dashboards: ["payroll"] } }), []);
    const sales = { everybody: true, dashboards: "Sales *" };
    assert.deepEqual(check({ never: sales }), [
      "ana@x.com sales-eu viewer",
      "bob@x.com sales-eu viewer",
    ]);
    assert.deepEqual(check({ never: { ...sales, level: "owner" } }), []);
  });

  it("only: names everybody else, also of other namespaces", () => {
    assert.deepEqual(check({ only: { group: "hr", "data-set": "revenue" } }), [
      "eve@x.com revenue viewer",
    ]);
    assert.deepEqual(check({ only: { group: "hr", dashboard: "payroll" } }), []);
  });

  it("never and only: of a data set name whom a dashboard, an analysis or a topic shows it too", () => {
    const shown = { dataSets: ["salaries"] };
    const of = snapshotOf(
      [person("ana", hr), person("bob"), person("leo", "quicksight-fed-leads")],
      [
        asset("data-set", "salaries", [grant("data-set", `group/default/${hr}`)]),
        asset("dashboard", "board", [grant("dashboard", "namespace/default")], shown),
        asset("analysis", "draft", [], shown),
        asset(
          "folder",
          "drafts",
          [grant("folder", "group/default/quicksight-fed-leads", "owner")],
          {
            members: ["analysis/draft"],
          },
        ),
        asset("dashboard", "other", [grant("dashboard", "namespace/default")]),
      ],
    );
    assert.deepEqual(check({ only: { group: "hr", "data-set": "salaries" } }, false, of), [
      "bob@x.com salaries viewer",
      "leo@x.com salaries viewer",
    ]);
    const never = { people: "leo@*", "data-set": "salaries" };
    assert.deepEqual(check({ never }, false, of), ["leo@x.com salaries viewer"]);
    assert.deepEqual(check({ never: { ...never, level: "owner" } }, false, of), []);
    assert.deepEqual(check({ always: { group: "hr", "data-set": "salaries" } }, false, of), []);
    assert.deepEqual(check({ always: never }, false, of), ["leo@x.com salaries"]);
    const ofAna = { never: { people: "ana@*", "data-set": "salaries" } };
    const unread = { ...of, assets: of.assets.map((one) => ({ ...one })) };
    unread.assets[4] = { ...asset("dashboard", "other"), unreadable: "AccessDenied" };
    assert.deepEqual(check(ofAna, false, unread), ["ana@x.com salaries viewer"]);
    unread.assets[4] = { ...asset("dashboard", "other"), contentUnreadable: "AccessDenied" };
    assert.deepEqual(check(ofAna, false, unread), [
      "ana@x.com salaries viewer",
      'dashboard "other" (other) in eu-west-1: AccessDenied',
    ]);
  });

  it("always: names who cannot", () => {
    assert.deepEqual(check({ always: { everybody: true, dashboard: "payroll" } }), [
      "bob@x.com payroll",
    ]);
    assert.deepEqual(check({ always: { group: "hr", dashboards: ["payroll", "sales-eu"] } }), []);
  });

  it("of a tenant are about its own people; of the account about those that it names", () => {
    assert.deepEqual(check({ never: { everybody: true, dataSets: "revenue" } }), []);
    assert.deepEqual(check({ never: { everybody: true, dataSets: "revenue" } }, true), [
      "eve@x.com revenue viewer",
    ]);
    const group = "partners/quicksight-fed-partner";
    assert.deepEqual(check({ never: { group, "data-set": "*" } }, true), [
      "eve@x.com revenue viewer",
    ]);
    assert.deepEqual(check({ never: { namespaces: "partners", allAssets: true } }, true), [
      "eve@x.com revenue viewer",
    ]);
  });

  it("can be about everything that people of another tenant can open", () => {
    assert.deepEqual(check({ never: { group: "hr", tenant: "partners" } }), []);
    assert.deepEqual(check({ never: { namespaces: "partners", tenant: "partners" } }, true), [
      "eve@x.com revenue viewer",
    ]);
  });

  it("do not hold where they are about nobody, or nothing, that there is", () => {
    assert.deepEqual(check({ never: { group: "h-r", dashboard: "payroll" } }), [
      'no group "quicksight-fed-h-r" of namespace default',
    ]);
    assert.deepEqual(check({ only: { group: "hr", dashboard: "pay-roll" } }), [
      'no dashboard "pay-roll"',
    ]);
  });

  it("do not hold where one of their names is misspelt, beside others that are right", () => {
    assert.deepEqual(
      check({
        never: {
          people: ["bob@x.com", "eva@x.com"],
          namespaces: "partner",
          dashboards: ["payroll", "Pay roll*"],
          tenant: ["partners", "partnrs"],
        },
      }),
      [
        'no dashboard "Pay roll*"',
        'nobody called "eva@x.com"',
        'no namespace "partner"',
        'no namespace "partnrs"',
      ],
    );
    assert.deepEqual(
      check({ never: { groups: ["hr", "hr "], dashboards: "sales-us" } }, false).sort(),
      ['no dashboard "sales-us"', 'no group "quicksight-fed-hr " of namespace default'],
    );
  });

  it("name a group that nobody is in yet", () => {
    const groups = [...(snapshot.namespaces["default"]?.groups ?? []), "quicksight-fed-new"];
    const people = snapshot.namespaces["default"]?.people ?? [];
    const namespaces = { ...snapshot.namespaces, default: { people, groups } };
    const claim = { never: { group: "new", dashboard: "payroll" } };
    assert.deepEqual(check(claim, false, { ...snapshot, namespaces }), []);
  });

  it("call groups and namespaces in any case, as they do everything else", () => {
    const group = "Partners/QuickSight-fed-Partner";
    assert.deepEqual(check({ never: { group, "data-set": "*" } }, true), [
      "eve@x.com revenue viewer",
    ]);
    assert.deepEqual(check({ never: { namespaces: "PARTNERS", tenant: "Partners" } }, true), [
      "eve@x.com revenue viewer",
    ]);
  });

  it("only everybody: of a tenant are its own people, and nobody else", () => {
    assert.deepEqual(check({ only: { everybody: true, "data-set": "revenue" } }), [
      "eve@x.com revenue viewer",
    ]);
    assert.deepEqual(check({ only: { people: "*", "data-set": "revenue" } }), [
      "eve@x.com revenue viewer",
    ]);
  });

  it("are not known to hold of what was not read", () => {
    const denied = "AccessDeniedException: no";
    const unlisted = { ...snapshot, unknown: [`dashboards in eu-west-1: ${denied}`] };
    const never = { never: { people: "bob@x.com", dashboards: "payroll" } };
    assert.deepEqual(check(never, false, unlisted), [`dashboards in eu-west-1: ${denied}`]);
    assert.deepEqual(
      check({ never: { group: "hr", dataSets: "revenue" } }, false, {
        ...{ ...snapshot, unknown: [`themes in eu-west-1: ${denied}`] },
      }),
      [],
      "another kind",
    );
    assert.deepEqual(
      check({ never: { people: "bob@x.com", allAssets: true, level: "owner" } }, false, unlisted),
      [`dashboards in eu-west-1: ${denied}`],
    );
    // A name that fits nothing may be that of what was not listed.
    assert.deepEqual(check({ never: { group: "hr", dashboards: "x" } }, false, unlisted), [
      `dashboards in eu-west-1: ${denied}`,
    ]);
    const unreadable = (kind: string) => ({
      ...snapshot,
      assets: snapshot.assets.map((one) =>
        one.kind === kind ? { ...one, grants: [], unreadable: denied } : one,
      ),
    });
    assert.deepEqual(
      check({ only: { group: "hr", "data-set": "revenue" } }, false, unreadable("data-set")),
      [`data-set "revenue" (revenue) in eu-west-1: ${denied}`],
    );
    assert.deepEqual(
      check({ always: { everybody: true, "data-set": "revenue" } }, false, unreadable("data-set")),
      [`data-set "revenue" (revenue) in eu-west-1: ${denied}`],
    );
    // What is in a folder that was not read, nobody knows.
    assert.deepEqual(check(never, false, unreadable("folder")), [
      `folder "people" (people) in eu-west-1: ${denied}`,
    ]);
    const hidden = snapshot.assets.map((one) =>
      one.kind === "folder" ? { ...one, members: [], contentUnreadable: denied } : one,
    );
    assert.deepEqual(check(never, false, { ...snapshot, assets: hidden }), [
      `folder "people" (people) in eu-west-1: ${denied}`,
    ]);
    const folders = { ...snapshot, unknown: [`folders in eu-west-1: ${denied}`] };
    assert.deepEqual(check(never, false, folders), [`folders in eu-west-1: ${denied}`]);
  });

  it("take patterns and names in any case, and nothing else of an expression", () => {
    assert.deepEqual(check({ never: { people: "ANA@*", dashboards: "PAYROLL" } }), [
      "ana@x.com payroll owner",
    ]);
    assert.deepEqual(check({ never: { people: "ana.x*", dashboards: "payroll" } }), [
      'nobody called "ana.x*"',
    ]);
  });

  it("are refused without who, without what, without why, and when they claim two things", () => {
    for (const odd of [
      { never: { dashboard: "x" }, reason: "r" },
      { never: { group: "hr" }, reason: "r" },
      { never: { group: "hr", dashboard: "x" } },
      {
        never: { group: "hr", dashboard: "x" },
        always: { group: "hr", dashboard: "x" },
        reason: "r",
      },
      { reason: "r" },
      { never: { grupp: "hr", dashboard: "x" }, reason: "r" },
    ]) {
      assert.equal(assertionSettings.safeParse(odd).success, false, JSON.stringify(odd));
    }
  });
});
