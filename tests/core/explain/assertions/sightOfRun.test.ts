import assert from "node:assert/strict";
import { assertionsOf } from "../../../../core/explain/assertions/assertionsOf.ts";
import { judgeRun } from "../../../../core/explain/assertions/judgeRun.ts";
import { declaredData } from "../../../../core/explain/declaredData.ts";
import { withRulesIn } from "../../../../core/explain/sight/withRulesIn.ts";
import { foretell, type ForetoldTenant } from "../../../../core/explain/foretell.ts";
import type { Snapshot } from "../../../../core/explain/snapshot.ts";
import { governOf } from "../../../../core/people/governOf.ts";
import { parseTenant } from "../../../../core/settings/parseTenant.ts";
import { asset, grant, person, snapshotOf } from "../explained.ts";

const prefix = "quicksight-fed-";
const region = "eu-west-1";
const facts = { accountId: "111122223333", partition: "aws", identityRegion: "us-east-1" };
const db = { type: "POSTGRESQL", name: "DB", host: "h", port: 1, database: "d", secret: "s" };
const rule = (group: string, country: string) => ({ group, values: { country } });
const set = {
  ...{ name: "Revenue", source: "db", table: { name: "t" }, viewers: ["usa"] },
  columns: ["country", { name: "email", label: "pii" }],
  rowRules: [rule("usa", "USA"), rule("hr", "GBR")],
};
const bo = { session: "bo@x.com", email: "bo@x.com", role: "READER" as const, groups: ["usa"] };
const before = snapshotOf(
  [person("bo", `${prefix}usa`)],
  [
    asset("dashboard", "sales", [grant("dashboard", `group/default/${prefix}usa`)], {
      dataSets: ["qsgov-default-revenue"],
    }),
  ],
);

/** A tenant as these settings have it, whose data set differs by `more`. */
function tenantOf(more: object, claims: readonly object[] = [], settings: object = {}) {
  const { settings: files, problems } = parseTenant({
    ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
    membership: { file: "m.csv" },
    groups: { usa: {}, hr: {} },
    labels: { pii: { groups: ["hr"] } },
    dataSources: { db },
    dataSets: { revenue: { ...set, ...more } },
    assertions: claims.map((claim) => ({ ...claim, reason: "r" })),
    ...settings,
  });
  assert.deepEqual(problems, []);
  assert.ok(files !== undefined);
  const rulesOf = (key: string) => ({
    rules: (files.dataSets[key]?.rowRules ?? []).map(({ group = "", values }, index) => ({
      ...{ group, where: `tenant.dataSets.${key}.rowRules[${index}]` },
      values: Object.fromEntries(Object.entries(values).map(([name, one]) => [name, [one].flat()])),
    })),
  });
  const governed = governOf(
    files,
    { ...facts, region, federationRole: "quicksight-fed-users" },
    { people: [bo], source: "m.csv" },
  );
  const tenant: ForetoldTenant = {
    governed: { ...governed, groups: {} },
    ...{ access: files.access, dataRegion: region },
    data: { declared: declaredData(files, rulesOf) },
  };
  return { files, tenant };
}

/** What a run with these settings breaks of some claims, after one with the settings as they are above, and `former`. */
function judged(
  more: object,
  claims: readonly object[],
  settings: object = {},
  former: object = {},
) {
  const there = foretell(before, tenantOf(former).tenant);
  const { files, tenant } = tenantOf(more, claims, settings);
  const { refusals, stillBroken, notices } = judgeRun(
    there.snapshot,
    tenant,
    { settings: files, roster: { people: [bo], rows: [], source: "m.csv" } },
    assertionsOf(files),
  );
  return { refusals, stillBroken, notices };
}

const noGbr = { never: { group: "usa", "data-set": "Revenue", rows: { country: "GBR" } } };
const noPii = { never: { group: "usa", label: "pii" } };

describe("a run that would show rows or columns which assertions keep", () => {
  it("is refused by a rule that gives one more value, at the place of the rule", () => {
    assert.deepEqual(judged({}, [noGbr]).refusals, []);
    const { refusals } = judged({ rowRules: [rule("usa", "USA"), rule("usa", "GBR")] }, [noGbr]);
    assert.deepEqual(refusals, [
      'tenant.assertions[0]: bo@x.com can see rows with country GBR of data-set "Revenue" (qsgov-default-revenue), and nobody of theirs may, through dashboard "sales" (sales), by group quicksight-fed-usa, by tenant.dataSets.revenue.rowRules[1], tenant.dataSets.revenue.viewers[0] (r)',
    ]);
  });

  it("is refused where rules or labels go, or a group comes into a label", () => {
    const { rowRules: _, ...open } = set;
    assert.match(
      judged({ ...open, rowRules: undefined }, [noGbr]).refusals.join(),
      /can see rows with country GBR .* as no rule limits its rows/,
    );
    assert.match(
      judged({}, [noPii], { labels: { pii: { groups: ["hr", "usa"] } } }).refusals.join(),
      /bo@x\.com can see the columns email of .*, by tenant\.labels\.pii,/,
    );
    const columns = ["country", "email"];
    const noMail = { never: { group: "usa", "data-set": "Revenue", columns: "email" } };
    assert.match(
      judged({ columns }, [noMail], { labels: {} }).refusals.join(),
      /can see the columns email/,
    );
  });

  it("goes on where it is so already, and is refused where it shows more of it", () => {
    const noUsa = {
      never: { group: "usa", "data-set": "Revenue", rows: { country: ["USA", "GBR"] } },
    };
    const same = judged({ viewers: ["usa", "hr"] }, [noUsa]);
    assert.deepEqual(same.refusals, []);
    assert.match(same.stillBroken.join(), /rows with country USA/);
    const more = judged({ rowRules: [rule("usa", "USA"), rule("usa", "GBR")] }, [noUsa]);
    assert.match(more.refusals.join(), /rows with country USA, country GBR/);
  });

  it("is refused where it takes rows or columns that people must see", () => {
    const always = { always: { group: "usa", "data-set": "Revenue", rows: { country: "USA" } } };
    assert.deepEqual(judged({}, [always]).refusals, []);
    assert.match(
      judged({ rowRules: [rule("usa", "GBR")] }, [always]).refusals.join(),
      /bo@x\.com cannot see rows with country USA of .*, and must/,
    );
  });

  it("goes on where people do not see columns already that they must, whatever rows they see", () => {
    const mails = { always: { group: "usa", "data-set": "Revenue", columns: "email" } };
    for (const rules of [{}, { rowRules: undefined }]) {
      const { refusals, stillBroken } = judged(
        { ...rules, name: "Revenue of all" },
        [{ always: { ...mails.always, "data-set": "Revenue*" } }],
        {},
        rules,
      );
      assert.deepEqual(refusals, []);
      assert.match(stillBroken.join(), /bo@x\.com cannot see the columns email/);
    }
    const also = { always: { ...mails.always, columns: ["email", "country"] } };
    const fewer = { columnRules: [{ columns: ["country"], groups: ["hr"] }] };
    assert.match(
      judged(
        { rowRules: undefined, ...fewer },
        [also],
        {},
        { rowRules: undefined },
      ).refusals.join(),
      /cannot see the columns country, email/,
    );
  });

  it("is judged by the rules that the state holds, where QuickSight tells none", () => {
    const unread: Snapshot = {
      ...before,
      assets: [
        ...before.assets,
        asset("data-set", "qsgov-default-revenue", [], {
          name: "Revenue",
          protection: {
            columns: ["country", "email"],
            rows: { dataSet: "qsgov-default-revenue-rules", unread: "QuickSight tells nobody" },
          },
        }),
      ],
    };
    const { files, tenant } = tenantOf({ rowRules: [rule("usa", "GBR")] }, [noGbr]);
    const broken = (there: Snapshot) => {
      const { refusals, stillBroken } = judgeRun(
        there,
        tenant,
        { settings: files },
        assertionsOf(files),
      );
      return [refusals.length, stillBroken.length];
    };
    const subject = `arn:aws:quicksight:us-east-1:111122223333:group/default/${prefix}usa`;
    const known = (...countries: string[]) =>
      withRulesIn(unread, region, [
        { id: "qsgov-default-revenue", rules: [{ subject, values: { country: countries } }] },
      ]);
    assert.deepEqual(broken(known("GBR", "FRA")), [0, 1]);
    assert.deepEqual(broken(known("FRA")), [1, 0]);
    assert.deepEqual(broken(unread), [1, 0], "nobody knows that it is so already");
    const others = JSON.parse(
      JSON.stringify(unread).replaceAll("qsgov-default-revenue-rules", "rules-of-somebody"),
    ) as Snapshot;
    const subjects = [{ subject, values: { country: ["GBR"] } }];
    const wrong = withRulesIn(others, region, [{ id: "qsgov-default-revenue", rules: subjects }]);
    assert.deepEqual(broken(wrong), [1, 0], "the rules attached are not those of the state");
  });
});
