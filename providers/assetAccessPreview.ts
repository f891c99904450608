import {
  accessSubject,
  assetKey,
  type ActualAccess,
  decideAccess,
  describeOpen,
  foldersSubject,
  formatAccess,
  type GovernedAccess,
  type Grant,
  isAssetGrant,
  isMemberStep,
  mergeGrants,
  parseAccessText,
  parseMembers,
  shownBetween,
  shownOutBetween,
} from "@quicksight-governance/core/access";
import { type Asset, describeAsset, permissionSet } from "@quicksight-governance/core/assets";
import { describeError } from "@quicksight-governance/core/aws";
import { describeStep } from "@quicksight-governance/core/reconcile";
import {
  type AssetAccessState,
  describeText,
  emptiedAccess,
  governedAccessOf,
  identityFields,
} from "./assetAccessState.ts";
import { describeMembers, foldersOf, withKeptMembers } from "./foldersState.ts";
import { printNotices } from "./printNotices.ts";
import { readAccessOrGone } from "./readAccessOrGone.ts";
import { judgeInPreview } from "./judgeInPreview.ts";
import { say } from "./say.ts";
import type { ProviderContext, Stored } from "./stored.ts";

/** Lines about what is put into folders: as many as a refusal has. */
const mostTold = 200;

/**
 * The inputs with what stays although the setting does not say it: the grants of groups that lose nothing. So a preview does not
 * show as going what no update takes.
 */
export function withKept(
  olds: AssetAccessState | undefined,
  news: Stored<AssetAccessState>,
): Stored<AssetAccessState> {
  if (olds === undefined || isOther(olds, news)) return news;
  const governed = governedAccessOf(news, olds);
  const { grants, former, uncertain, guard, folders } = governed;
  const { isElsewhere } = decideAccess(governed);
  const kept = former.filter(
    ({ group, asset }) =>
      (guard.additiveOnly || uncertain.includes(group)) &&
      (asset === undefined || !isElsewhere(asset, group)),
  );
  return {
    ...news,
    ...(kept.length === 0 ? {} : describeText(formatAccess(mergeGrants([...grants, ...kept])))),
    ...(folders === undefined ? {} : describeMembers(withKeptMembers(folders, guard.additiveOnly))),
  };
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
  const isSame = olds.access === news.access && olds.members === news.members;
  return isSame ? undefined : refuseChange(governed, news, context);
}

/** What a state is about: the setting `access`, or folders. */
export function subjectFor({ folders }: Pick<AssetAccessState, "folders">): typeof accessSubject {
  return folders === undefined ? accessSubject : foldersSubject;
}

/**
 * Says to whom what is put into folders is opened, which no text of a state tells: by folders above, and to people whom others gave the
 * folder. QuickSight is asked where it may be.
 */
export async function sayWhatOpens(
  olds: AssetAccessState | undefined,
  news: AssetAccessState,
  context: ProviderContext,
): Promise<void> {
  if (news.folders === undefined || olds?.members === news.members) return;
  const governed = governedAccessOf(news, olds);
  let unread: string[] = [];
  const found = await readAccessOrGone(governed, context).catch((error: unknown) => {
    unread = [
      `? who else has these folders, or has one above, could not be read (${describeError(error)})`,
    ];
    return undefined;
  });
  const actual = found ?? textsOf(governed);
  const { steps } = foldersSubject.plan(governed, actual, {});
  const added = steps.filter(isMemberStep).filter(({ kind }) => kind === "addMember");
  const lines = [
    ...added.map((step) => describeStep(foldersSubject, step)),
    ...steps.flatMap((step) =>
      step.kind === "unreadable"
        ? [
            `? ${describeAsset(step.asset)}: who has it could not be read (${step.error}); nothing is put into it, or into a folder in it, before that can be read`,
          ]
        : [],
    ),
    ...(added.length === 0 ? [] : unread),
  ];
  if (lines.length === 0) return;
  const shown = lines.slice(0, mostTold).map((line) => `  ${line}`);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`  … and ${rest} more`] : [];
  const what = "what is put into folders is opened to everybody of the folder and of those above:";
  say(governed.scope.namespace, [what, ...shown, ...more].join("\n"));
}

/** What the texts say that there was, as if it were what there is. */
function textsOf({ grants, former, folders }: GovernedAccess): ActualAccess {
  const actual = accessOf(former, grants);
  return folders === undefined ? actual : { ...actual, folders: foldersOf(folders, former) };
}

/** Whether groups are called otherwise in QuickSight: then the texts, which have their names in the settings, do not show all. */
export function isRenaming(olds: AssetAccessState, news: AssetAccessState): boolean {
  return olds.groupNames !== news.groupNames;
}

/**
 * What the texts of two states show that would be taken; of what comes from the other setting its text shows what was.
 *
 * @param olds absent when the resource is not in the state
 */
export function shownInTexts(
  olds: AssetAccessState | undefined,
  news: AssetAccessState,
): (line: string) => boolean {
  const before = [olds?.access, news.handedOver].flatMap((text) => parseAccessText(text ?? ""));
  const isGrant = shownBetween(before, parseAccessText(news.access));
  const [former, members] = [olds, news].map((state) => parseMembers(state?.members ?? ""));
  const isMember = shownOutBetween(former ?? [], members ?? []);
  return (line) => isGrant(line) || isMember(line);
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
  return judgeChange(governed, actual, news, context, shownInTexts(undefined, news));
}

/**
 * Judges by the texts, which takes no call. Where that is refused and an `all` goes, QuickSight is asked on which assets, and of
 * folders to whom they open what is in them: then the
 * approval of the preview holds for the update as well.
 */
async function refuseChange(
  governed: GovernedAccess,
  state: AssetAccessState,
  context: ProviderContext,
  isShown?: (line: string) => boolean,
): Promise<string | undefined> {
  const { former } = governed;
  const refusal = await judgeChange(governed, textsOf(governed), state, context, isShown);
  const isTold = former.every(isAssetGrant) && state.folders === undefined;
  if (refusal === undefined || isTold) return refusal;
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
  const subject = subjectFor(state);
  const plan = subject.plan(desired, actual, {});
  return judgeInPreview(subject, { desired, actual, plan }, state, context, isShown);
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
