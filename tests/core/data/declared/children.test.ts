import assert from "node:assert/strict";
import type { DeclaredAsset } from "../../../../core/data/declared/declaredAsset.ts";
import { describeDataStep } from "../../../../core/data/declared/describeDataStep.ts";
import { planTakings } from "../../../../core/data/declared/planTakings.ts";

const arn = (id: string) => `arn:aws:quicksight:eu-west-1:111122223333:dataset/${id}`;
const set = (id: string, more: Partial<DeclaredAsset>): DeclaredAsset => ({
  ...{ kind: "data-set", id, name: id, arn: arn(id), owners: [], users: [] },
  columns: ["country", "salary"],
  ...more,
});
const rules = (values: string[]) => ({
  rows: [{ subject: "emea", values: { country: values } }],
  columns: new Map([["salary", ["hr"]]]),
});
const parent = (protection = rules(["DEU"])) => set("parent", { protection });
const open = set("parent", {});
const child = (more: Partial<DeclaredAsset> = {}) =>
  set("child", { reads: [{ sourceArn: arn("parent"), table: "data set" }], ...more });

describe("a data set on a protected one, before it is declared", () => {
  const opened = (desired: DeclaredAsset[], assets: DeclaredAsset[]) =>
    planTakings({ namespace: "default", assets: desired }, { assets, uses: new Map() }).steps.map(
      describeDataStep,
    );
  const all = [
    'data-set "child" (child), which is on data-set "parent" (parent): everybody who may use it would see salary',
    'data-set "child" (child), which is on data-set "parent" (parent): everybody who may use it would see all rows',
  ];

  it("opens what it does not keep by rules of its own, new together with the other one too", () => {
    assert.deepEqual(opened([parent(), child()], [parent()]), all);
    assert.deepEqual(opened([parent(), child()], []), all);
    assert.deepEqual(opened([parent(), child({ protection: rules(["DEU"]) })], [parent()]), []);
    assert.match(
      opened([parent(), child({ protection: rules(["DEU", "FRA"]) })], [parent()]).join(),
      /: group emea would see more rows: country FRA$/,
    );
  });

  it("opens it when the other one gets rules that it has not, and no more in the run after that", () => {
    assert.deepEqual(opened([parent(), child()], [open, child()]), all);
    assert.deepEqual(opened([parent(), child()], [parent(), child()]), []);
  });

  it("is asked about when it begins to be on the other one, and not where nothing is protected", () => {
    const before = child({ reads: [{ sourceArn: "arn:source", table: "file" }] });
    assert.deepEqual(opened([parent(), child()], [parent(), before]), all);
    assert.deepEqual(opened([open, child()], [open, before]), []);
  });

  it("opens what tags keep from sessions without a user, where nothing else protects the other one", () => {
    const tags = new Map([["land", { column: "country" }]]);
    const tagged = set("parent", { tags });
    const all = [
      'data-set "child" (child), which is on data-set "parent" (parent): sessions without a user would see rows that tag land keeps from them (country)',
    ];
    assert.deepEqual(opened([tagged, child()], [tagged]), all);
    assert.deepEqual(opened([tagged, child()], []), all);
    assert.deepEqual(opened([tagged, child()], [open, child()]), all);
    assert.deepEqual(opened([tagged, child()], [tagged, child()]), []);
    assert.deepEqual(opened([tagged, child({ tags })], [tagged]), []);
  });

  it("opens what tags keep that the other one gets besides the rules that it has", () => {
    const tags = new Map([["land", { column: "country" }]]);
    const ruled = child({ protection: rules(["DEU"]) });
    const tagged = set("parent", { tags, protection: rules(["DEU"]) });
    assert.deepEqual(opened([tagged, ruled], [parent(), ruled]), [
      'data-set "child" (child), which is on data-set "parent" (parent): sessions without a user would see rows that tag land keeps from them (country)',
    ]);
  });
});
