import assert from "node:assert/strict";
import type { DeclaredAsset } from "../../core/data/declared/declaredAsset.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { narrowKept } from "../../stacks/narrowKept.ts";

describe("who may use data that stays as the stack has it", () => {
  const { settings } = parseTenant({
    namespace: "default",
    account: "organization/quicksight-governance/dev",
    membership: { file: "data/membership.csv" },
    groups: { admin: { role: "ADMIN" }, dev: { role: "AUTHOR" }, a: {}, b: {}, c: {} },
    access: [
      { group: "c", all: "viewer" },
      { group: "dev", all: "owner" },
    ],
    dataSources: { file: { type: "S3", name: "F", file: "f.csv", owners: ["admin"] } },
    dataSets: { set: { name: "S", source: "file", columns: ["x"], viewers: ["a", "admin"] } },
  });
  const recorded = (kind: DeclaredAsset["kind"], name: string, owners: string[], users: string[]) =>
    ({ kind, id: `qsgov-default-${name}`, name, arn: name, owners, users }) as const;

  it("loses the groups that the settings give it no more, an owner the rest, and gets none", () => {
    assert.ok(settings !== undefined);
    const { groups } = narrowKept(settings, settings, [
      recorded("data-set", "set", ["admin", "b"], ["admin", "b", "a", "c", "arn:of:somebody"]),
      recorded("data-source", "file", ["admin"], ["admin"]),
    ]);
    assert.deepEqual(groups?.get("data-set/set"), { owners: [], viewers: ["admin", "a", "c"] });
    assert.deepEqual(groups.get("data-source/file"), { owners: ["admin"], viewers: [] });
  });

  it("is not looked at where the state does not say who has it", () => {
    assert.ok(settings !== undefined);
    assert.equal(narrowKept(settings, settings, []).groups?.size, 0);
  });
});
