import assert from "node:assert/strict";
import { openIndex } from "../../../../core/explain/accessIndex.ts";
import { checkAssertions } from "../../../../core/explain/assertions/checkAssertions.ts";
import { compileAssertions } from "../../../../core/explain/assertions/compileAssertions.ts";
import { describeViolation } from "../../../../core/explain/assertions/describeViolation.ts";
import { nameViolations } from "../../../../core/explain/assertions/nameViolations.ts";
import { violationCauses } from "../../../../core/explain/assertions/violationCauses.ts";
import { assertionSettings } from "../../../../core/settings/assertionSettings.ts";
import type { SnapshotProtection } from "../../../../core/explain/sight/protection.ts";
import type { Snapshot, SnapshotAsset } from "../../../../core/explain/snapshot.ts";
import { arnOf, asset, grant, person, snapshotOf } from "../explained.ts";

const tenant = { namespace: "default", groupPrefix: "" };
const groupOf = (name: string) => `group/default/${name}`;
const people = [person("ana", "gbr"), person("bo", "usa"), person("cy", "usa", "boss")];
const rule = (principal: string, values: Record<string, string[]>, where?: string) => ({
  ...{ principal: arnOf(principal), values },
  ...(where === undefined ? {} : { where }),
});
const protection: SnapshotProtection = {
  ...{ columns: ["Land", "city", "email"], terms: { country: "Land" }, labels: { pii: ["email"] } },
  rows: {
    dataSet: "rules",
    rules: [
      rule(groupOf("gbr"), { Land: ["GBR"] }, "t.csv:2"),
      rule(groupOf("usa"), { Land: ["USA"] }, "t.csv:3"),
      rule(groupOf("boss"), {}, "t.csv:4"),
    ],
  },
  columnRules: [
    { columns: ["email"], principals: [arnOf(groupOf("boss"))], where: "tenant.labels.pii" },
  ],
};
const revenue = (more: Partial<SnapshotProtection> = {}, ...grants: SnapshotAsset["grants"]) =>
  asset("data-set", "revenue", grants, { protection: { ...protection, ...more } });
const shown = asset("dashboard", "sales", [grant("dashboard", "namespace/default")], {
  dataSets: ["revenue"],
});
const account = (...assets: SnapshotAsset[]): Snapshot => snapshotOf(people, assets);

/** What does not hold of an assertion, as sentences without its place and reason. */
function check(claim: object, of: Snapshot = account(revenue(), shown), ofAccount = false) {
  const settings = [assertionSettings.parse({ ...claim, reason: "r" })];
  const scope = ofAccount ? { source: "a" } : { source: "a", tenant };
  const { violations, unmatched, unproved } = checkAssertions(
    openIndex(of),
    compileAssertions(settings, scope),
  );
  const named = nameViolations(violations, violationCauses(of, undefined));
  return [
    ...named.map((one) =>
      describeViolation(one)
        .replace(/^a\[0\]: /, "")
        .replace(/ \(r\)$/, "")
        .replaceAll('data-set "revenue" (revenue)', "revenue")
        .replaceAll('dashboard "sales" (sales)', "sales"),
    ),
    ...unmatched.map(({ what }) => what),
    ...unproved.map(({ what }) => what),
  ];
}

const rows = (country: unknown) => ({ "data-set": "revenue", rows: { country } });
const via = "through sales, as everybody of the namespace";

describe("assertions about rows, columns and labels", () => {
  it("never: name who sees some of the rows, by term, through a dashboard, and the rule that gives them", () => {
    assert.deepEqual(check({ never: { group: "usa", ...rows("GBR") } }), [
      `cy@x.com can see rows with Land GBR of revenue, and nobody of theirs may, ${via}, by t.csv:4`,
    ]);
    assert.deepEqual(check({ never: { people: "bo@*", ...rows(["GBR", "USA"]) } }), [
      `bo@x.com can see rows with Land USA of revenue, and nobody of theirs may, ${via}, by t.csv:3`,
    ]);
    assert.deepEqual(check({ never: { group: "gbr", ...rows({ not: ["GBR"] }) } }), []);
    assert.deepEqual(check({ never: { group: "boss", ...rows({ not: "GBR" }) } }), [
      `cy@x.com can see rows with Land USA, Land all but GBR of revenue, and nobody of theirs may, ${via}, by t.csv:3, t.csv:4`,
    ]);
    const twice = {
      "data-set": "revenue",
      rows: { country: ["GBR", "USA"], land: { not: "USA" } },
    };
    assert.deepEqual(check({ never: { people: "bo@*", ...twice } }), []);
    assert.match(check({ never: { people: "ana@*", ...twice } }).join(), /rows with Land GBR of/);
    const none = { "data-set": "revenue", rows: { country: "GBR", land: "USA" } };
    assert.deepEqual(check({ never: { everybody: true, ...none } }), []);
    const inCity = { "data-set": "revenue", rows: { COUNTRY: "GBR", city: "York" } };
    assert.deepEqual(check({ never: { group: "gbr", ...inCity } }), [
      `ana@x.com can see rows with Land GBR and city York of revenue, and nobody of theirs may, ${via}, by t.csv:2`,
    ]);
  });

  it("only: name everybody else who sees some of them", () => {
    assert.deepEqual(check({ only: { group: "gbr", ...rows("GBR") } }), [
      `cy@x.com can see rows with Land GBR of revenue, and only others may, ${via}, by t.csv:4`,
    ]);
    assert.deepEqual(check({ only: { groups: ["gbr", "boss"], ...rows("GBR") } }), []);
  });

  it("always: name who does not see all of them, or cannot open it", () => {
    assert.deepEqual(
      check({ always: { group: "usa", ...rows(["GBR", "USA"]) } }),
      ["bo@x.com cannot see rows with Land GBR of revenue, and must"].map(
        (one) => `${one}, ${via}`,
      ),
    );
    assert.deepEqual(check({ always: { group: "usa", ...rows("USA") } }), []);
    assert.deepEqual(check({ always: { people: "bo@*", ...rows("USA") } }, account(revenue())), [
      "bo@x.com cannot open revenue, and must",
    ]);
    const mails = { dataSets: "rev*", columns: "EMAIL" };
    assert.deepEqual(check({ always: { group: "usa", ...mails } }), [
      `bo@x.com cannot see the columns email of revenue, and must, ${via}`,
    ]);
  });

  it("of columns and labels: name who sees them, by the rule of columns, of every data set that has the label", () => {
    const seen = `cy@x.com can see the columns email of revenue, and nobody of theirs may, ${via}, by tenant.labels.pii`;
    assert.deepEqual(check({ never: { everybody: true, label: "PII" } }), [seen]);
    const columns = { dataSets: "revenue", columns: ["email", "ci*"] };
    assert.deepEqual(check({ never: { group: "boss", ...columns } }), [
      seen.replace("columns email", "columns city, email"),
    ]);
    assert.deepEqual(
      check({ never: { people: "bo@*", dataSets: "revenue", columns: "email" } }),
      [],
    );
    const both = { ...rows("GBR"), columns: "city" };
    assert.deepEqual(check({ never: { group: "usa", ...both } }), [
      `cy@x.com can see the columns city in rows with Land GBR of revenue, and nobody of theirs may, ${via}, by t.csv:4`,
    ]);
  });

  it("count who sees past rules: owners, of a folder too, where rules are off, and where there are none", () => {
    const never = { never: { people: "bo@*", ...rows("GBR") } };
    const own = revenue({}, grant("data-set", groupOf("usa"), "owner"));
    const owner = "bo@x.com can see rows with Land GBR of revenue, and nobody of theirs may";
    assert.deepEqual(check(never, account(own)), [
      `${owner}, by group usa, as owners see past rules`,
    ]);
    const folder = asset("folder", "f", [grant("folder", groupOf("usa"), "owner")], {
      members: ["data-set/revenue"],
    });
    assert.deepEqual(check(never, account(revenue(), folder)), [
      `${owner}, by group usa through folder f, as owners see past rules`,
    ]);
    assert.deepEqual(check({ never: { people: "bo@*", label: "pii" } }, account(own)), [
      `${owner.replace("rows with Land GBR", "the columns email")}, by group usa, as owners see past rules`,
    ]);
    const off = revenue({ rows: { dataSet: "rules", isOff: true } });
    assert.deepEqual(check(never, account(off, shown)), [`${owner}, ${via}, as its rules are off`]);
    const { rows: _, ...open } = protection;
    const free = asset("data-set", "revenue", [], { protection: open });
    assert.deepEqual(check(never, account(free, shown)), [
      `${owner}, ${via}, as no rule limits its rows`,
    ]);
  });

  it("tell people apart whom rules are for in person", () => {
    const own = { dataSet: "r", rules: [rule("user/default/quicksight-fed-users/bo@x.com", {})] };
    const columnRules = [
      { columns: ["email"], principals: [arnOf("user/default/quicksight-fed-users/ana@x.com")] },
    ];
    const of = account(revenue({ rows: own, columnRules }), shown);
    assert.deepEqual(check({ never: { everybody: true, ...rows("GBR") } }, of), [
      `bo@x.com can see rows with Land GBR of revenue, and nobody of theirs may, ${via}`,
    ]);
    // Who sees no row sees no column.
    assert.deepEqual(check({ never: { everybody: true, label: "pii" } }, of), []);
  });

  it("are not known to hold where rules, or what a dashboard shows, were not read", () => {
    const unread = revenue({ rows: { dataSet: "rules", unread: "nobody can" } });
    const never = { never: { group: "usa", ...rows("GBR") } };
    const why = "who sees what of revenue: nobody can";
    const said = (of: Snapshot, claim: object = never) =>
      check(claim, of).map((one) => one.replaceAll('data-set "revenue" (revenue)', "revenue"));
    assert.deepEqual(said(account(unread, shown)), [why]);
    assert.deepEqual(said(account(unread)), []);
    assert.deepEqual(said(account(unread, shown), { always: { group: "usa", ...rows("USA") } }), [
      why,
    ]);
    const file = asset("data-set", "revenue", [], { contentUnreadable: "an uploaded file" });
    // Labels have only data sets that the files declare, and these are read.
    const label = { never: { group: "usa", label: "pii" } };
    const other = asset("data-set", "file", [grant("data-set", groupOf("usa"))], {
      contentUnreadable: "an uploaded file",
    });
    assert.equal(said(account(revenue(), other, shown), label).length, 1);
    assert.match(said(account(revenue(), other, shown), label).join(), /^cy@x\.com can see/);
    assert.deepEqual(said(account(file, shown)), ["who sees what of revenue: an uploaded file"]);
    const dark = { ...asset("dashboard", "sales"), contentUnreadable: "AccessDenied" };
    assert.deepEqual(said(account(revenue(), dark)), [
      'dashboard "sales" (sales) in eu-west-1: AccessDenied',
    ]);
  });

  it("do not hold where a label, a column, a term or a data set is misspelt", () => {
    const found = (claim: object) => check({ never: { group: "usa", ...claim } });
    assert.deepEqual(
      found({ dataSets: ["revenue"], columns: ["email", "emial"] }).slice(1),
      ['no column "emial" of revenue'].map((one) =>
        one.replace("revenue", 'data-set "revenue" (revenue)'),
      ),
    );
    assert.deepEqual(found({ "data-set": "revenue", rows: { cuntry: "GBR" } }), [
      'no term and no column "cuntry" of data-set "revenue" (revenue)',
    ]);
    assert.deepEqual(found({ label: "pay" }), [
      'no column with label "pay" of data-set "revenue" (revenue)',
    ]);
    assert.deepEqual(found({ "data-set": "revenu", columns: "email" }), ['no data-set "revenu"']);
    const others = account(
      revenue(),
      asset("data-set", "other", [], { protection: { columns: ["x"] } }),
    );
    assert.deepEqual(
      check({ never: { group: "usa", dataSets: ["*", "other"], columns: "email" } }, others),
      ['no "email" in data-set "other"'],
    );
    // Each tenant has labels of its own.
    assert.deepEqual(
      check({ never: { namespaces: "default", label: "pay" } }, undefined, true),
      [],
    );
  });
});
