import {
  type QuickSightClient,
  ResourceNotFoundException,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import pLimit from "p-limit";
import { describeError } from "../aws/describeError.ts";
import { mostUnderWay } from "../aws/mostUnderWay.ts";
import { groupArnOf } from "../aws/scope.ts";
import { type Asset, describeAsset } from "../assets/asset.ts";
import { grantPermissions } from "../assets/grantPermissions.ts";
import { mostChanges } from "../assets/mostChanges.ts";
import { describeAccessStep } from "./describeAccessOperation.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { type Revocation, revokePermissions } from "../assets/revokePermissions.ts";
import type { AccessOperation } from "./planAccess.ts";
import type { AccessScope } from "./principal.ts";

/** What did not happen on an asset, and why. */
export interface AccessFailure {
  readonly asset: Asset;
  /** Empty when the asset could not be read, so that nothing was planned for it. */
  readonly operations: readonly AccessOperation[];
  readonly reason: string;
}

/** What came of a plan. */
export interface AppliedAccess {
  readonly done: readonly AccessOperation[];
  readonly failed: readonly AccessFailure[];
}

/**
 * Applies a plan with one call for each asset, the assets in parallel. An asset's failure never stops the others: all are
 * collected. Nothing is undone: applying the plan that is made afterwards does the rest. Granting what is granted and
 * revoking what is revoked are no errors, so that a call whose answer was lost can be repeated.
 *
 * @param client a client of the data Region, where the assets are
 */
export async function applyAccess(
  client: QuickSightClient,
  scope: AccessScope,
  operations: readonly AccessOperation[],
): Promise<AppliedAccess> {
  const limit = pLimit(mostUnderWay);
  const done: AccessOperation[] = [];
  const failed: AccessFailure[] = [];
  await limit.map(toCalls(operations), async ({ asset, operations: steps }) => {
    try {
      await change(client, scope, asset, steps);
      done.push(...steps);
    } catch (error) {
      const gone = error instanceof ResourceNotFoundException;
      if (gone && steps.every(({ kind }) => kind === "revoke")) done.push(...steps);
      else failed.push({ asset, operations: steps, reason: describeError(error) });
    }
  });
  return { done, failed };
}

/** One call: it takes when any of the steps does. */
async function change(
  client: QuickSightClient,
  scope: AccessScope,
  asset: Asset,
  steps: readonly AccessOperation[],
): Promise<void> {
  const changes = permissionChanges(scope, steps);
  if (changes.revoke.length > 0) await revokePermissions(client, scope.accountId, asset, changes);
  else await grantPermissions(client, scope.accountId, asset, changes.grant);
}

interface AssetCall {
  readonly asset: Asset;
  readonly operations: readonly AccessOperation[];
}

/** The operations of each asset together; more than a call takes are spread over several. */
function toCalls(operations: readonly AccessOperation[]): AssetCall[] {
  const byAsset = Map.groupBy(operations, ({ asset }) => `${asset.kind}/${asset.id}`);
  return [...byAsset.values()].flatMap((steps) => {
    const [first] = steps;
    if (first === undefined) return [];
    const { asset } = first;
    const most = mostChanges(asset.kind);
    return Array.from({ length: Math.ceil(steps.length / most) }, (_, index) => ({
      asset,
      operations: steps.slice(index * most, (index + 1) * most),
    }));
  });
}

/** What a call for these operations of one asset says. An operation is at most one grant and one revocation. */
export function permissionChanges(
  scope: AccessScope,
  operations: readonly AccessOperation[],
): Required<Revocation> {
  const grants: ResourcePermission[] = [];
  const revocations: ResourcePermission[] = [];
  for (const operation of operations) {
    const Principal = groupArnOf(scope, operation.group);
    const { kind } = operation.asset;
    if (operation.kind === "grant") {
      grants.push({ Principal, Actions: permissionSet(kind, operation.level) });
    } else if (operation.kind === "revoke") {
      revocations.push({ Principal, Actions: [...operation.actions] });
    } else {
      grants.push({ Principal, Actions: permissionSet(kind, operation.to) });
      if (operation.surplus.length > 0) {
        revocations.push({ Principal, Actions: [...operation.surplus] });
      }
    }
  }
  return { grant: grants, revoke: revocations };
}

/** The failures of a run for the person who must deal with them, one line for each asset. */
export function describeAccessFailures(namespace: string, { done, failed }: AppliedAccess): string {
  return [
    `access of namespace ${namespace} failed on ${failed.length} assets; ${done.length} operations are done, and the next run goes on from there:`,
    ...failed.map(({ asset, operations, reason }) => {
      const steps = operations.map(describeAccessStep).join(", ");
      return `  ${describeAsset(asset)}: ${steps === "" ? "" : `${steps}: `}${reason}`;
    }),
  ].join("\n");
}
