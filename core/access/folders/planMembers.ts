import { type Asset, describeAsset } from "../../assets/asset.ts";
import { nameFew } from "../../reconcile/nameFew.ts";
import type { GuardSettings } from "../../settings/guardSettings.ts";
import type { ActualAccess } from "../actualAccess.ts";
import type { Decisions } from "../decideAccess.ts";
import { assetKey } from "../grant.ts";
import type { MemberStep } from "../step.ts";
import { describeFolder } from "./describeFolder.ts";
import type { FolderMember, GovernedFolders } from "./governedFolders.ts";
import { type FolderHolders, openedTo, opensTo } from "./opensTo.ts";

/** What is to be put into folders and taken out of them. */
export interface PlannedMembers {
  readonly steps: readonly MemberStep[];
  readonly notices: readonly string[];
}

/** What says which groups lose nothing. */
export interface KeptGroups {
  readonly guard: Pick<GuardSettings, "additiveOnly">;
  /** Groups whose setting is not known for sure. */
  readonly uncertain: readonly string[];
}

/**
 * The steps that put into each folder what is declared, and take out of it what was and is not any more. What somebody else put there is
 * reported and left. Nothing leaves a restricted folder, as the API takes nothing out of one, and nothing one whose members are not known
 * for sure, or where the guard only adds.
 */
export function planMembers(
  folders: GovernedFolders,
  { guard: { additiveOnly }, uncertain }: KeptGroups,
  { assets, unreadable, folders: there = [] }: ActualAccess,
  decisions: Decisions,
): PlannedMembers {
  const stays = (group: string) => additiveOnly || uncertain.includes(group);
  const holders: FolderHolders = {
    declared: new Map(folders.declared.map((folder) => [folder.id, folder])),
    actual: new Map(there.map((folder) => [folder.id, folder])),
    assets: new Map(assets.map((asset) => [asset.id, asset])),
  };
  const unread = new Set(unreadable.map(({ asset }) => asset.id));
  const declared = membersBy(folders.members);
  const former = membersBy(folders.formerMembers);
  const ids = [...new Set([...declared.keys(), ...former.keys(), ...holders.actual.keys()])];
  const planned = ids
    .filter((id) => !unread.has(id))
    .map((id) => {
      const wanted = declared.get(id) ?? new Map<string, Asset>();
      const were = former.get(id) ?? new Map<string, Asset>();
      const folder = { id, name: nameOf(id, holders) };
      const actual = holders.actual.get(id);
      const inside = new Map((actual?.members ?? []).map((asset) => [assetKey(asset), asset]));
      const people = opensTo(id, holders, { ...decisions, stays });
      const added = [...wanted].flatMap(([key, asset]): MemberStep[] =>
        inside.has(key)
          ? []
          : [{ kind: "addMember", asset, folder, people, reason: "folders puts it there" }],
      );
      const kept = keptBy(id, folders.uncertain, additiveOnly, actual?.restricted === true);
      const going = [...inside].filter(([key]) => !wanted.has(key) && were.has(key));
      const foreign = [...inside].filter(([key]) => !wanted.has(key) && !were.has(key));
      const removed = kept === undefined ? going : [];
      return {
        steps: [
          ...added,
          ...removed.map(([key, asset]): MemberStep => {
            const named = { ...asset, name: asset.name || (were.get(key)?.name ?? "") };
            const reason = "folders does not put it there any more";
            return {
              kind: "removeMember",
              asset: named,
              folder,
              people: openedTo(id, holders),
              reason,
            };
          }),
        ],
        notices: [
          ...(kept === undefined ? [] : say(folder, "stays", going, kept)),
          ...say(folder, "is", foreign, "not by this program; left as is"),
        ],
      };
    });
  return {
    steps: planned.flatMap(({ steps }) => steps),
    notices: planned.flatMap(({ notices }) => notices),
  };
}

function membersBy(members: readonly FolderMember[]): Map<string, Map<string, Asset>> {
  const byFolder = Map.groupBy(members, ({ folder }) => folder);
  return new Map(
    [...byFolder].map(([id, some]) => [
      id,
      new Map(some.map(({ asset }) => [assetKey(asset), asset])),
    ]),
  );
}

function nameOf(id: string, { declared, actual }: FolderHolders): string {
  return actual.get(id)?.name ?? declared.get(id)?.name ?? id;
}

/** Why nothing is taken out of a folder; undefined where it may be. */
function keptBy(
  id: string,
  uncertain: readonly string[],
  additiveOnly: boolean,
  restricted: boolean,
): string | undefined {
  if (restricted) {
    return "as nothing can be taken out of a restricted folder; delete it in QuickSight, or put it back into the settings";
  }
  if (uncertain.includes(id) || uncertain.includes("*"))
    return "as what folders puts there is not known for sure";
  return additiveOnly ? "as nothing is taken (guard.additiveOnly)" : undefined;
}

function say(
  folder: { readonly id: string; readonly name: string },
  what: "is" | "stays",
  assets: readonly (readonly [string, Asset])[],
  why: string,
): string[] {
  if (assets.length === 0) return [];
  const names = nameFew(assets.map(([, asset]) => describeAsset(asset)).sort());
  return [`${describeFolder(folder)}: ${names} ${what} in it, ${why}`];
}
