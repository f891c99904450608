import { describeAsset } from "../../assets/asset.ts";
import { mostFolders } from "../../settings/checkFolderMembers.ts";
import type { Problem } from "../../settings/problem.ts";
import { assetKey } from "../grant.ts";
import type { FolderMember } from "./governedFolders.ts";

/** What is to be in a folder, and where the settings say so. */
export interface NamedMember extends FolderMember {
  readonly where: string;
  /** The key of the folder at the top of those that the folder is in. */
  readonly tree: string;
  readonly restricted: boolean;
}

/**
 * What is to be where QuickSight takes it not, by whatever names: the settings alone compare only what is named alike.
 *
 * - One asset is in so many folders at most (API model: what ListFoldersForResource answers at most).
 * - What is in a restricted folder is in no other tree (user guide, "Restricted shared folders").
 */
export function findMisplaced(members: readonly NamedMember[]): {
  /** The others. */
  readonly members: readonly FolderMember[];
  /** The ids of the folders that they are to be in. */
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
} {
  const all = [...Map.groupBy(members, ({ asset }) => assetKey(asset)).values()];
  const wrong = all.flatMap((some) => {
    const why = whyNot(some);
    return why === undefined ? [] : some.map((one) => ({ one, why }));
  });
  const left = new Set(wrong.map(({ one }) => one));
  return {
    members: members.flatMap((one) =>
      left.has(one) ? [] : [{ folder: one.folder, asset: one.asset }],
    ),
    folders: [...left].map(({ folder }) => folder),
    problems: wrong.map(({ one: { where, asset }, why }) => ({
      where,
      message: `${describeAsset(asset)} ${why}`,
    })),
  };
}

function whyNot(places: readonly NamedMember[]): string | undefined {
  if (places.length > mostFolders) {
    return `is in ${places.length} folders, by its id and by its name, and QuickSight takes ${mostFolders}; take it out of some, or put it into one above them`;
  }
  const isOneTree = places.every(({ tree }) => tree === places[0]?.tree);
  return isOneTree || !places.some(({ restricted }) => restricted)
    ? undefined
    : "is in a restricted folder, by its id or its name, and what is in one is in no other tree of folders; take it out of one of them";
}
