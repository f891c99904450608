import { type Asset, describeAsset } from "../assets/asset.ts";
import { assetKinds } from "../assets/assetKinds.ts";
import { isSample } from "../assets/isSample.ts";
import type { Level } from "../assets/kindRow.ts";
import { permissionSet } from "../assets/permissionSet.ts";
import { rowOf } from "../assets/rowOf.ts";
import type { Plan } from "../reconcile/subject.ts";
import { type ActualAccess, type ActualAsset, type ActualGrant, isWhole } from "./actualAccess.ts";
import { describeOpen } from "./describeOpen.ts";
import { describeSamples } from "./describeSamples.ts";
import { decideAccess, type Decisions, decisionsOf } from "./decideAccess.ts";
import type { GovernedAccess } from "./governedAccess.ts";
import { assetKey, everybody, isAssetGrant, isHigher, levelOn } from "./grant.ts";
import { planMembers } from "./folders/planMembers.ts";
import {
  type AccessStep,
  type ChangingStep,
  isLowering,
  isMemberStep,
  type UnreadableStep,
} from "./step.ts";

/** What a plan is made from. */
export type PlannedAccess = Pick<
  GovernedAccess,
  "grants" | "former" | "uncertain" | "folders" | "elsewhere"
> & {
  readonly guard: Pick<GovernedAccess["guard"], "additiveOnly">;
};

/**
 * The steps that make access what the grants say, by asset and group. Pure: a plan made after all steps were done is empty.
 *
 * What `decideAccess` says is not ours is reported and left. Groups that are uncertain lose nothing, and nobody does where the
 * guard only adds; what would be taken from them is reported.
 */
export function planAccess(desired: PlannedAccess, actual: ActualAccess): Plan<AccessStep> {
  const decisions = decisionsOf(desired);
  const missing = findMissing(desired, actual).map((asset) => ({ ...asset, grants: [] }));
  const planned = [...actual.assets, ...missing].map((asset) => planAsset(asset, decisions));
  const unreadable = findUnreadable(desired, actual, decisions);
  const unread = new Set(unreadable.map(({ asset }) => assetKey(asset)));
  const notices = actual.unreadable
    .filter(({ asset }) => !unread.has(assetKey(asset)))
    .map(
      ({ asset, reason }) =>
        `${describeAsset(asset)}: its permissions cannot be read (${reason}); left as is`,
    );
  const { kept, steps } = keepUntaken(
    planned.flatMap((part) => part.steps),
    desired,
  );
  const others = [describeOpen, describeSamples].flatMap((say) => say(desired.grants, actual));
  const members =
    desired.folders === undefined
      ? { steps: [], notices: [] }
      : planMembers(desired.folders, desired, actual, decisions);
  const all = [
    ...[...notices, ...kept, ...others, ...members.notices],
    ...planned.flatMap((part) => part.notices),
  ];
  return {
    steps: [...steps, ...unreadable, ...members.steps].sort(compareSteps),
    notices: all.sort(),
    unchanged: planned.filter((part) => part.steps.length === 0).length,
  };
}

/** Assets that are declared but not listed: deleted a moment ago, or too new for the list. The call will tell. */
function findMissing({ grants }: PlannedAccess, { assets, unreadable }: ActualAccess): Asset[] {
  const known = new Set([...assets, ...unreadable.map(({ asset }) => asset)].map(assetKey));
  const missing = new Map<string, Asset>();
  for (const { asset } of grants.filter(isAssetGrant)) {
    if (!known.has(assetKey(asset))) missing.set(assetKey(asset), asset);
  }
  return [...missing.values()];
}

/**
 * An asset that is named must be known to have its grants, and one on which something is to be taken to have lost it: once it is not
 * declared any more, only this plan knows of it. One more asset of an `all` may be left out with a notice.
 */
function findUnreadable(
  desired: PlannedAccess,
  { unreadable }: ActualAccess,
  decisions: Decisions,
): UnreadableStep[] {
  const { grants, former, uncertain, guard, folders } = desired;
  const named = new Set(grants.filter(isAssetGrant).map(({ asset }) => assetKey(asset)));
  const before = decideAccess({ grants: former, former: [] });
  const reasonOf = (asset: Asset): string | undefined => {
    if (named.has(assetKey(asset)) || isAbout(folders, asset)) return namedBy(asset);
    const now = decisions.desiredOn(asset);
    const [loser] =
      [...before.desiredOn(asset)].find(
        ([group, level]) =>
          !uncertain.includes(group) &&
          !decisions.isElsewhere(asset, group) &&
          isHigher(level, now.get(group)),
      ) ?? [];
    return loser === undefined || guard.additiveOnly
      ? undefined
      : undeclared(asset, loser, decisions);
  };
  return unreadable.flatMap(({ asset, reason: error }): UnreadableStep[] => {
    const reason = reasonOf(asset);
    return reason === undefined ? [] : [{ kind: "unreadable", asset, reason, error }];
  });
}

/** Whether the setting `folders` is, or was, about an asset. */
function isAbout(folders: PlannedAccess["folders"], { kind, id }: Asset): boolean {
  if (folders === undefined || kind !== "folder") return false;
  const { declared, formerMembers } = folders;
  return declared.some((one) => one.id === id) || formerMembers.some(({ folder }) => folder === id);
}

interface PlannedAsset {
  readonly steps: readonly ChangingStep[];
  readonly notices: readonly string[];
}

function planAsset(there: ActualAsset, decisions: Decisions): PlannedAsset {
  const { kind, id, name, grants } = there;
  const asset = { kind, id, name };
  const desired = decisions.desiredOn(there);
  const current = new Map(grants.map((grant) => [grant.group, grant]));
  const steps: ChangingStep[] = [];
  const notices: string[] = [];
  for (const [group, level] of desired) {
    const every = decisions.all.get(group)?.get(kind);
    const isOfAll = every !== undefined && levelOn(there, every) === level;
    const reason = isOfAll ? `${group} has all: ${every}` : namedBy(asset);
    const step = planDesired(asset, group, level, current.get(group), reason);
    if (step !== undefined) steps.push(step);
  }
  for (const { group, level, actions } of grants) {
    if (desired.has(group)) continue;
    if (decisions.isOurs(asset, group)) {
      const reason = undeclared(asset, group, decisions);
      steps.push({ kind: "revoke", asset, group, level, actions, reason });
    } else if (group !== everybody && !isTold(asset, group, decisions)) {
      notices.push(
        `${describeAsset(asset)}: group ${group} is ${level}, not by this program; left as is`,
      );
    }
  }
  return { steps, notices };
}

function planDesired(
  asset: Asset,
  group: string,
  to: Level,
  actual: ActualGrant | undefined,
  reason: string,
): ChangingStep | undefined {
  if (actual === undefined) return { kind: "grant", asset, group, level: to, reason };
  const { level: from, actions } = actual;
  if (from === to && isWhole(asset.kind, actual)) return undefined;
  const whole = permissionSet(asset.kind, to);
  const { revokesWhole = false } = rowOf(assetKinds, asset.kind);
  const surplus = isHigher(from, to)
    ? actions.filter((action) => revokesWhole || !whole.includes(action))
    : [];
  return { kind: "change", asset, group, from, to, surplus, reason };
}

/** Leaves out what would be taken where nothing may be. */
function keepUntaken(
  steps: readonly ChangingStep[],
  { uncertain, guard: { additiveOnly } }: PlannedAccess,
): { readonly steps: readonly ChangingStep[]; readonly kept: readonly string[] } {
  const kept: string[] = [];
  const left = steps.filter((step) => {
    if (step.kind !== "revoke" && !isLowering(step)) return true;
    const isUncertain = uncertain.includes(step.group);
    if (!isUncertain && !additiveOnly) return true;
    const level = step.kind === "revoke" ? step.level : step.from;
    const reason = isUncertain
      ? "what access names for the group is not known for sure"
      : "nothing is taken (guard.additiveOnly)";
    kept.push(`${describeAsset(step.asset)}: group ${step.group} stays ${level}, as ${reason}`);
    return false;
  });
  return { steps: left, kept };
}

/** True for what the other setting gives, and for a sample of a group that has an `all`, which is told once for all of them. */
function isTold(asset: Asset, group: string, { all, isElsewhere }: Decisions): boolean {
  return isElsewhere(asset, group) || (isSample(asset) && all.get(group)?.has(asset.kind) === true);
}

/** Why something is taken from a group. */
function undeclared({ kind }: Asset, group: string, { formerAll }: Decisions): string {
  const hadAll = formerAll.get(group)?.has(kind) === true;
  return hadAll && kind !== "dashboard"
    ? "the group no longer has all"
    : "access does not declare it";
}

function namedBy({ kind }: Asset): string {
  return `access names the ${rowOf(assetKinds, kind).label[0]}`;
}

function compareSteps(a: AccessStep, b: AccessStep): number {
  const kinds = Object.keys(assetKinds);
  const byKind = kinds.indexOf(a.asset.kind) - kinds.indexOf(b.asset.kind);
  if (byKind !== 0) return byKind;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey(step: AccessStep): string {
  const { asset } = step;
  const besides = isMemberStep(step) ? step.folder.id : "group" in step ? step.group : "";
  return [asset.name, asset.id, besides].join("\n");
}
