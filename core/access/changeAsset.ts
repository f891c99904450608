import { assetKinds } from "../assets/assetKinds.ts";
import { clientOf } from "../assets/clientOf.ts";
import { grantPermissions } from "../assets/grantPermissions.ts";
import { isGone } from "../assets/isGone.ts";
import { mostChanges } from "../assets/mostChanges.ts";
import { type Revocation, revokePermissions } from "../assets/revokePermissions.ts";
import { rowOf } from "../assets/rowOf.ts";
import type { TakingApi } from "../aws/api.ts";
import type { Bundle, StepContext } from "../reconcile/subject.ts";
import { againAtConflict } from "./againAtConflict.ts";
import { changeMember } from "./folders/changeMember.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { assetKey, isAssetGrant } from "./grant.ts";
import { permissionChanges } from "./permissionChanges.ts";
import { type AccessStep, type ChangingStep, isMemberStep } from "./step.ts";

/**
 * One call for each asset: it takes when any of its steps does. Granting what is granted and revoking what is revoked are no
 * errors, so that a call whose answer was lost can be repeated.
 */
export const changeAsset: Bundle<AccessStep, GovernedAccess> = {
  of: bundlesOf,
  perform: async (api, steps, context) => {
    const changing: ChangingStep[] = [];
    for (const step of steps) {
      if (step.kind === "unreadable") {
        throw new Error(`its permissions cannot be read (${step.error})`);
      }
      if (isMemberStep(step)) await changeMember(api, step, context);
      else changing.push(step);
    }
    await change(api, changing, context);
  },
};

/** The steps of each asset together; more than a call takes are spread over several. What goes in or out of a folder is a call each. */
function bundlesOf(steps: readonly AccessStep[]): AccessStep[][] {
  const single = steps.filter(isMemberStep).map((step) => [step]);
  const shared = steps.filter((step) => !isMemberStep(step));
  const byAsset = Map.groupBy(shared, ({ asset }) => `${asset.kind} ${asset.id}`);
  const together = [...byAsset.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const most = mostChanges(first.asset.kind);
    return Array.from({ length: Math.ceil(some.length / most) }, (_, index) =>
      some.slice(index * most, (index + 1) * most),
    );
  });
  return [...single, ...together];
}

async function change(
  api: TakingApi,
  steps: readonly ChangingStep[],
  { desired: { scope, dataRegion, grants }, signal }: StepContext<GovernedAccess>,
): Promise<void> {
  const [first] = steps;
  if (first === undefined) return;
  const { asset } = first;
  const { accountId } = scope;
  const changes = permissionChanges(scope, steps);
  try {
    for (const { grant, revoke } of callsFor(asset.kind, changes)) {
      await againAtConflict(signal, () =>
        revoke.length > 0
          ? revokePermissions(clientOf(api.taking.data, dataRegion), accountId, asset, {
              grant,
              revoke,
            })
          : grantPermissions(clientOf(api.giving.data, dataRegion), accountId, asset, grant),
      );
    }
  } catch (error) {
    // Who opened an asset that is gone opens it no more, and an `all` is about what there is: only who names it must know.
    const isNamed = grants.some(
      (one) => isAssetGrant(one) && assetKey(one.asset) === assetKey(asset),
    );
    if (isNamed && !steps.every(({ kind }) => kind === "revoke")) throw error;
    const reading = clientOf(api.reading.data, dataRegion);
    if (!(await isGone(reading, accountId, asset, error, assetKinds))) throw error;
  }
}

/**
 * One call, where one says all. Of a kind whose revocations are whole sets the lower level is among what is revoked with the higher one,
 * and nobody documents which of the two a call does first: it is given by a call after that. What a run that ends in between has not given
 * is in the next plan.
 */
function callsFor(kind: string, changes: Required<Revocation>): readonly Required<Revocation>[] {
  const { grant, revoke } = changes;
  const { revokesWhole = false } = rowOf(assetKinds, kind);
  if (!revokesWhole || revoke.length === 0 || grant.length === 0) return [changes];
  return [
    { grant: [], revoke },
    { grant, revoke: [] },
  ];
}
