import {
  accessSubject,
  assetKey,
  type ActualAccess,
  describeOpen,
  formatAccess,
  type GovernedAccess,
  type Grant,
  isAssetGrant,
  mergeGrants,
  parseAccessText,
  shownBetween,
} from "@quicksight-governance/core/access";
import { type Asset, permissionSet } from "@quicksight-governance/core/assets";
import {
  type AssetAccessState,
  describeText,
  emptiedAccess,
  governedAccessOf,
  identityFields,
} from "./assetAccessState.ts";
import { printNotices } from "./printNotices.ts";
import { readAccessOrGone } from "./readAccessOrGone.ts";
import { judgeInPreview } from "./judgeInPreview.ts";
import type { ProviderContext, Stored } from "./stored.ts";

/**
 * The inputs with what stays although the setting does not say it: the grants of groups that lose nothing. So a preview does not
 * show as going what no update takes.
 */
export function withKept(
  olds: AssetAccessState | undefined,
  news: Stored<AssetAccessState>,
): Stored<AssetAccessState> {
  if (olds === undefined || isOther(olds, news)) return news;
  const { grants, former, uncertain, guard } = governedAccessOf(news, olds);
  const kept = former.filter(({ group }) => guard.additiveOnly || uncertain.includes(group));
  if (kept.length === 0) return news;
  return { ...news, ...describeText(formatAccess(mergeGrants([...grants, ...kept]))) };
}

/**
 * Why the guard refuses a change of access, or of what it is about; undefined when it does not.
 *
 * @param olds absent when the resource is not in the state: then QuickSight is asked what is there
 */
export async function findAccessRefusal(
  olds: AssetAccessState | undefined,
  news: AssetAccessState,
  context: ProviderContext,
): Promise<string | undefined> {
  if (olds === undefined) return refuseFirst(news, context);
  if (isOther(olds, news)) {
    const gone = await refuseChange(emptiedAccess(olds), olds, context);
    const first = await refuseFirst(news, context);
    const refusals = [gone, first].filter((refusal) => refusal !== undefined);
    return refusals.length === 0 ? undefined : refusals.join("\n");
  }
  const governed = governedAccessOf(news, olds);
  if (isRenaming(olds, news))
    return refuseChange(governed, news, context, shownInTexts(olds, news));
  return olds.access === news.access ? undefined : refuseChange(governed, news, context);
}

/** Whether groups are called otherwise in QuickSight: then the texts, which have their names in the settings, do not show all. */
export function isRenaming(olds: AssetAccessState, news: AssetAccessState): boolean {
  return olds.groupNames !== news.groupNames;
}

/** What the texts of two states show that would be taken. */
export function shownInTexts(
  olds: AssetAccessState,
  news: AssetAccessState,
): (line: string) => boolean {
  return shownBetween(parseAccessText(olds.access), parseAccessText(news.access));
}

/** Whether the new inputs are about other groups or other assets. */
export function isOther(olds: AssetAccessState, news: AssetAccessState): boolean {
  return identityFields.some((field) => olds[field] !== news[field]);
}

/** What is there when access is first governed is in no state, so that nothing of it has been shown. */
async function refuseFirst(
  news: AssetAccessState,
  context: ProviderContext,
): Promise<string | undefined> {
  const governed = governedAccessOf(news);
  const actual = await readWherePossible(governed, context);
  if (actual === undefined) return undefined;
  printNotices(governed.scope.namespace, describeOpen(governed.grants, actual));
  return judgeChange(governed, actual, news, context, () => false);
}

/**
 * Judges by the texts, which takes no call. Where that is refused and an `all` goes, QuickSight is asked on which assets: then the
 * approval of the preview holds for the update as well.
 */
async function refuseChange(
  governed: GovernedAccess,
  state: AssetAccessState,
  context: ProviderContext,
  isShown?: (line: string) => boolean,
): Promise<string | undefined> {
  const { grants, former } = governed;
  const refusal = await judgeChange(governed, accessOf(former, grants), state, context, isShown);
  if (refusal === undefined || former.every(isAssetGrant)) return refusal;
  const actual = await readWherePossible(governed, context);
  return actual === undefined ? refusal : judgeChange(governed, actual, state, context, isShown);
}

/** Whoever reviews a change need not be allowed to read QuickSight; the update asks again. */
async function readWherePossible(
  governed: GovernedAccess,
  context: ProviderContext,
): Promise<ActualAccess | undefined> {
  return readAccessOrGone(governed, context).catch(() => undefined);
}

function judgeChange(
  desired: GovernedAccess,
  actual: ActualAccess,
  state: AssetAccessState,
  context: ProviderContext,
  isShown?: (line: string) => boolean,
): Promise<string | undefined> {
  const plan = accessSubject.plan(desired, actual, {});
  return judgeInPreview(accessSubject, { desired, actual, plan }, state, context, isShown);
}

/**
 * Grants as if they were what there is, on the assets that anybody names and one that stands for all others: of an `all` of several kinds
 * a dashboard, as that is among them at every level.
 */
function accessOf(granted: readonly Grant[], alsoNamed: readonly Grant[]): ActualAccess {
  const named = new Map<string, Asset>();
  for (const { asset, all } of [...alsoNamed, ...granted]) {
    const kind = all === undefined || all === true ? "dashboard" : all;
    for (const one of [asset, other("dashboard"), other(kind)]) {
      if (one !== undefined) named.set(assetKey(one), one);
    }
  }
  return {
    unreadable: [],
    assets: [...named.values()].map((asset) => ({
      ...asset,
      grants: mergeGrants(
        granted.flatMap((grant) => {
          const { group, level } = grant;
          return isOn(grant, asset) ? [{ group, level, asset }] : [];
        }),
      ).map(({ group, level }) => ({ group, level, actions: permissionSet(asset.kind, level) })),
    })),
  };
}

const other = (kind: string): Asset => ({ kind, id: "*", name: "every other asset" });

function isOn({ asset, all }: Grant, { kind, id }: Asset): boolean {
  if (asset !== undefined) return asset.kind === kind && asset.id === id;
  return all === kind || (all === true && kind === "dashboard");
}
