import assert from "node:assert/strict";
import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { type ActualAccess, kindsOf } from "../../../core/access/actualAccess.ts";
import { actualGrants, groupOfArn } from "../../../core/access/actualGrants.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { permissionChanges } from "../../../core/access/permissionChanges.ts";
import { planAccess } from "../../../core/access/planAccess.ts";
import type { ChangingStep } from "../../../core/access/step.ts";
import { takenBy } from "../../../core/access/takenBy.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { groupArnOf } from "../../../core/aws/scope.ts";
import { scope } from "../../support/simulatedNamespace.ts";

interface RawAsset {
  readonly kind: string;
  readonly id: string;
  readonly permissions: readonly ResourcePermission[];
}

const ours = ["a", "b", "c"].map((group) => groupArnOf(scope, group));
const others = [
  groupArnOf({ ...scope, namespace: "3rd-party" }, "a"),
  groupArnOf({ ...scope, namespace: "default2" }, "a"),
  groupArnOf({ ...scope, groupPrefix: "" }, "quicksight-fe"),
  groupArnOf(scope, ""),
  "arn:aws:quicksight:us-east-1:111122223333:user/default/quicksight-fed-users/ana@x.com",
  "arn:aws:quicksight:us-east-1:111122223333:namespace/default",
];
const arbitraryLevel = fc.constantFrom("viewer" as const, "owner" as const);
const arbitraryAsset = fc
  .constantFrom(...kindsOf([{ group: "any", level: "owner", all: true }]))
  .chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      id: fc.constantFrom("1", "2", "3"),
      permissions: fc.uniqueArray(
        fc.record({
          Principal: fc.constantFrom(...ours, ...others),
          Actions: fc.oneof(
            arbitraryLevel.map((level) => permissionSet(kind, level)),
            fc.subarray(permissionSet(kind, "owner"), { minLength: 1 }),
          ),
        }),
        { selector: ({ Principal }) => Principal },
      ),
    }),
  );
const arbitraryWorld = fc.uniqueArray(arbitraryAsset, { selector: ({ kind, id }) => kind + id });
const arbitraryGrants = fc.array(
  fc.oneof(
    fc.record({
      group: fc.constantFrom("a", "b"),
      level: arbitraryLevel,
      all: fc.constant(true as const),
    }),
    fc.record({
      group: fc.constantFrom("a", "b"),
      level: arbitraryLevel,
      asset: fc.constantFrom("1", "2", "3").map((id) => ({ kind: "dashboard", id, name: id })),
    }),
  ),
  { maxLength: 6 },
);

function read(world: readonly RawAsset[]): ActualAccess {
  const assets = world.map(({ kind, id, permissions }) => ({
    kind,
    id,
    name: id,
    grants: actualGrants(scope, kind, permissions),
  }));
  return { assets, unreadable: [] };
}

/** What QuickSight makes of a call: it revokes, then grants. */
function change(asset: RawAsset, changes: ReturnType<typeof permissionChanges>): RawAsset {
  const actions = new Map(asset.permissions.map((one) => [one.Principal, one.Actions ?? []]));
  for (const { Principal, Actions = [] } of changes.revoke) {
    const left = (actions.get(Principal) ?? []).filter((action) => !Actions.includes(action));
    if (left.length === 0) actions.delete(Principal);
    else actions.set(Principal, left);
  }
  for (const { Principal, Actions = [] } of changes.grant) {
    actions.set(Principal, [...new Set([...(actions.get(Principal) ?? []), ...Actions])]);
  }
  const permissions = [...actions].map(([Principal, Actions]) => ({ Principal, Actions }));
  return { ...asset, permissions };
}

function plan(
  grants: readonly Grant[],
  world: readonly RawAsset[],
  former: readonly Grant[],
  uncertain: readonly string[] = [],
): ChangingStep[] {
  const desired = { grants, former, uncertain, guard: { additiveOnly: false } };
  return planAccess(desired, read(world)).steps.filter((step) => "group" in step);
}

describe("any plan for access", () => {
  const arbitrary = [arbitraryWorld, arbitraryGrants, arbitraryGrants] as const;

  it("leaves nothing to plan once it is applied, and whole sets everywhere it went", () => {
    fc.assert(
      fc.property(...arbitrary, (world, desired, former) => {
        const listed = desired.filter(
          (grant) =>
            "all" in grant ||
            world.some(({ kind, id }) => kind === "dashboard" && id === grant.asset.id),
        );
        const steps = plan(listed, world, former);
        const after = world.map((one) => {
          const own = steps.filter(({ asset }) => asset.kind === one.kind && asset.id === one.id);
          return change(one, permissionChanges(scope, own));
        });
        assert.deepEqual(plan(listed, after, former), []);
        assert.deepEqual(plan(listed, after, listed), []);
      }),
    );
  });

  it("names no principal but our groups", () => {
    fc.assert(
      fc.property(...arbitrary, (world, desired, former) => {
        const { grant, revoke } = permissionChanges(scope, plan(desired, world, former));
        for (const { Principal = "" } of [...grant, ...revoke]) {
          assert.ok(ours.includes(Principal), Principal);
          assert.notEqual(groupOfArn(scope, Principal), undefined);
        }
      }),
    );
  });

  it("takes nothing from a group that is uncertain, and the same from the others", () => {
    fc.assert(
      fc.property(...arbitrary, (world, desired, former) => {
        const taking = (uncertain: readonly string[]) =>
          plan(desired, world, former, uncertain).filter((step) => takenBy(step).length > 0);
        assert.deepEqual(
          taking(["a"]),
          taking([]).filter(({ group }) => group !== "a"),
        );
      }),
    );
  });
});
