import assert from "node:assert/strict";
import fc from "fast-check";
import { rowRulesClosed as policy } from "../../../policies/data/rowRulesClosed.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:quicksight/dataSet:DataSet";
const native = "AWS::QuickSight::DataSet";
const rules = { arn: "arn:aws:quicksight:eu-west-1:111122223333:dataset/rules" };
const on = { ...rules, status: "ENABLED", permissionPolicy: "GRANT_ACCESS" };
const group = (name: string) => `arn:aws:quicksight:us-east-1:111122223333:group/default/${name}`;
const grant = (name: string, ...actions: string[]) => ({
  principal: group(name),
  actions: ["quicksight:DescribeDataSet", ...actions],
});

const set = (props: object): GivenResource => ({ type, name: "orders", props });
const judge = (props: object, config?: object) => judgeAll(policy, [set(props)], config);
const withRules = (change: object) => ({ rowLevelPermissionDataSet: { ...on, ...change } });

describe("policy row-rules-closed", () => {
  itDescribesItself(policy, {
    name: "row-rules-closed",
    description: /are on, give rows instead of taking them/,
    defaults: { readers: ["*reader", "*readers", "*viewer", "*viewers"], owners: [], exempt: [] },
  });
  itTakesExemptions(policy, [set(withRules({ status: "DISABLED" }))]);

  it("passes rules that are on and give rows, and data sets without any", async () => {
    assert.deepEqual(await judge(withRules({})), []);
    assert.deepEqual(await judge({ rowLevelPermissionDataSet: [on] }), []);
    assert.deepEqual(await judge({ rowLevelPermissionTagConfiguration: { status: "ENABLED" } }), []);
    assert.deepEqual(await judge({}), []);
  });

  it("refuses rules that are off", async () => {
    const refused =
      "orders: the row rules let everybody see every row, or whoever is in no rule (got status DISABLED); set status to ENABLED";
    assert.deepEqual(await judge(withRules({ status: "DISABLED" })), [refused]);
    const tags = { rowLevelPermissionTagConfiguration: { status: "DISABLED" } };
    assert.deepEqual(await judge(tags), [refused]);
    assert.equal((await judge(withRules({ status: "" }))).length, 1);
  });

  it("refuses rules that take rows from those whom they name", async () => {
    assert.deepEqual(await judge(withRules({ permissionPolicy: "DENY_ACCESS" })), [
      "orders: the row rules let everybody see every row, or whoever is in no rule (got permissionPolicy DENY_ACCESS); set permissionPolicy to GRANT_ACCESS",
    ]);
  });

  it("refuses rules of a semantic model in the same way", async () => {
    const rowLevelPermissionConfiguration = { rowLevelPermissionDataSet: { status: "DISABLED" } };
    const tableMap = { orders: { rowLevelPermissionConfiguration } };
    const props = { semanticModelConfiguration: { tableMap } };
    assert.equal((await judgeAll(policy, [{ type: "aws-native:quicksight:DataSet", props }])).length, 1);
  });

  it("refuses readers as owners, and with a list of owners all others", async () => {
    const permissions = [
      grant("bi-reader", "quicksight:UpdateDataSetPermissions"),
      grant("bi-admin", "quicksight:UpdateDataSet"),
      grant("power-reader"),
    ];
    const refused = (name: string) =>
      `orders: an owner sees past the row rules (got ${group(name)}); make it a viewer, or add it to owners`;
    assert.deepEqual(await judge({ ...withRules({}), permissions }), [refused("bi-reader")]);
    assert.deepEqual(await judge({ ...withRules({}), permissions }, { owners: ["*-reader"] }), [
      refused("bi-admin"),
    ]);
    assert.deepEqual(await judge({ permissions }), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ rowLevelPermissionDataSet: unknownText }), []);
    assert.deepEqual(await judge(withRules({ status: unknownText })), []);
    assert.equal((await judge(withRules({ arn: unknownText, status: "DISABLED" }))).length, 1);
    const permissions = [{ principal: unknownText, actions: ["quicksight:UpdateDataSet"] }];
    assert.deepEqual(await judge({ ...withRules({}), permissions }), []);
  });

  it("refuses them however they are written", async () => {
    const violating = fc
      .constantFrom({ status: "DISABLED" }, { permissionPolicy: "DENY_ACCESS" })
      .chain((change) => wrapped(alike({ type, native, name: "orders", props: withRules(change) })));
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        assert.equal((await judgeAll(policy, [resource])).length, 1);
      }),
    );
  });

  it("has nothing to say of other types", async () => {
    const other = { type: "aws:quicksight/dashboard:Dashboard", props: withRules({ status: "x" }) };
    assert.deepEqual(await judgeAll(policy, [other]), []);
  });
});
