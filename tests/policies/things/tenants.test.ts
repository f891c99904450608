import assert from "node:assert/strict";
import { quickSightArnOf } from "../../../policies/things/quickSightArn.ts";
import { indexStack } from "../../../policies/things/stack.ts";
import { tenantsOf } from "../../../policies/things/tenants.ts";
import { resourceOf } from "../support/host.ts";

const keeper = (namespace: string) =>
  resourceOf({
    type: "pulumi-nodejs:dynamic/quicksight:Roster",
    name: namespace,
    props: { namespaceArn: `arn:aws:quicksight:us-east-1:111122223333:namespace/${namespace}` },
  });
const tenantOf = (id: string, namespaces: string[] = [], ...kept: string[]) =>
  tenantsOf(indexStack(kept.map(keeper)), { namespaces, idPrefix: "qsgov-" })(id);

describe("tenants of assets", () => {
  it("are what an id says, the longest namespace first", () => {
    assert.equal(tenantOf("qsgov-default-orders"), "default");
    assert.equal(tenantOf("qsgov-sales-eu-orders", ["sales", "sales-eu"]), "sales-eu");
    assert.equal(tenantOf("qsgov-sales-orders", ["sales", "sales-eu"]), "sales");
    assert.equal(tenantOf("sales-orders", ["sales"]), "sales");
  });

  it("are nobody's that is known when a declared id names another", () => {
    assert.equal(tenantOf("qsgov-elsewhere-orders"), "");
  });

  it("are those whose people the stack keeps, when it is one", () => {
    assert.equal(tenantOf("orders", [], "sales"), "sales");
    assert.equal(tenantOf("qsgov-default-orders", [], "sales"), "default");
    assert.equal(tenantOf("orders", [], "sales", "default"), undefined);
    assert.equal(tenantOf("orders"), undefined);
  });

  it("are in the ARNs of groups, users and namespaces", () => {
    const arn = "arn:aws:quicksight:us-east-1:111122223333";
    const group = { kind: "group", namespace: "default", name: "a/b" };
    assert.deepEqual(quickSightArnOf(`${arn}:group/default/a/b`), group);
    assert.deepEqual(quickSightArnOf(`${arn}:namespace/default`), {
      ...{ kind: "namespace", namespace: "default", name: "" },
    });
    for (const none of [
      "*",
      `${arn}:dashboard/x`,
      `${arn}:namespace/x/y`,
      `${arn}:group/`,
      `${arn}:group/x`,
      "arn:aws:iam::1:root",
    ]) {
      assert.equal(quickSightArnOf(none), undefined, none);
    }
  });
});
