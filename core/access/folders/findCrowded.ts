import { describeAsset } from "../../assets/asset.ts";
import { mostFolders } from "../../settings/checkFolderMembers.ts";
import type { Problem } from "../../settings/problem.ts";
import { assetKey } from "../grant.ts";
import type { FolderMember } from "./governedFolders.ts";

/** What is to be in a folder, and where the settings say so. */
export type NamedMember = FolderMember & { readonly where: string };

/** What is to be in more folders than QuickSight takes, by whatever names: the settings alone count only what is named alike. */
export function findCrowded(members: readonly NamedMember[]): {
  /** The others. */
  readonly members: readonly FolderMember[];
  /** The ids of the folders that they are to be in. */
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
} {
  const all = [...Map.groupBy(members, ({ asset }) => assetKey(asset)).values()];
  const crowded = all.filter((some) => some.length > mostFolders);
  const problems = crowded.flatMap((some) =>
    some.map(({ asset, where }) => ({
      where,
      message: `${describeAsset(asset)} is in ${some.length} folders, by its id and by its name, and QuickSight takes ${mostFolders}; take it out of some, or put it into one above them`,
    })),
  );
  const left = new Set(crowded.flat());
  return {
    members: members.flatMap((one) =>
      left.has(one) ? [] : [{ folder: one.folder, asset: one.asset }],
    ),
    folders: [...left].map(({ folder }) => folder),
    problems,
  };
}
