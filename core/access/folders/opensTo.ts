import type { Level } from "../../assets/kindRow.ts";
import type { Decisions } from "../decideAccess.ts";
import { isHigher } from "../grant.ts";
import type { ActualAsset } from "../actualAccess.ts";
import type { ActualFolder, DeclaredFolder, Holder } from "./governedFolders.ts";

/** What is known of folders, by id. */
export interface FolderHolders {
  readonly declared: ReadonlyMap<string, DeclaredFolder>;
  readonly actual: ReadonlyMap<string, ActualFolder>;
  /** With what our groups have there. */
  readonly assets: ReadonlyMap<string, ActualAsset>;
}

/** What a plan makes of who has a grant on folders. */
export interface PlannedHolders extends Pick<Decisions, "desiredOn" | "isOurs"> {
  /** True for a group that keeps what it has, whatever is declared. */
  readonly stays: (group: string) => boolean;
}

/**
 * To whom a folder opens what is in it: everybody who has a grant on it or on a folder above, which add up, once all of a plan is done. A line
 * each, such as `critical (viewer)`, sorted.
 */
export function opensTo(
  folder: string,
  { declared, actual, assets }: FolderHolders,
  { desiredOn, isOurs, stays }: PlannedHolders,
): string[] {
  const found = new Map<string, Level>();
  const add = ({ who, level }: Holder) => {
    if (isHigher(level, found.get(who))) found.set(who, level);
  };
  for (const id of pathTo(folder, { declared, actual })) {
    const asset = { kind: "folder", id, name: "" };
    for (const [who, level] of desiredOn(asset)) add({ who, level });
    for (const { group: who, level } of assets.get(id)?.grants ?? []) {
      if (!isOurs(asset, who) || stays(who)) add({ who, level });
    }
    const { others = [], inherited = [] } = actual.get(id) ?? {};
    [...others, ...inherited].forEach(add);
  }
  return [...found].map(([who, level]) => `${who} (${level})`).sort();
}

/** The folder and all above it; of one that is not there yet as it is declared. */
export function pathTo(
  folder: string,
  { declared, actual }: Pick<FolderHolders, "declared" | "actual">,
): ReadonlySet<string> {
  const path = new Set<string>();
  let id: string | undefined = folder;
  while (id !== undefined && !path.has(id)) {
    path.add(id);
    const there: ActualFolder | undefined = actual.get(id);
    if (there !== undefined) return new Set([...path, ...there.above]);
    id = declared.get(id)?.parent;
  }
  return path;
}

/** To whom a folder opens what is in it now, before anything of a plan is done. */
export function openedTo(folder: string, holders: FolderHolders): string[] {
  const asItIs = { desiredOn: () => new Map(), isOurs: () => false, stays: () => true };
  return opensTo(folder, holders, asItIs);
}
