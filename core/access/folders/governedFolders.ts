import type { Asset } from "../../assets/asset.ts";
import type { Level } from "../../assets/kindRow.ts";

/** A folder that settings declare. */
export interface DeclaredFolder {
  readonly id: string;
  readonly name: string;
  /** True: this program made it, so that our groups have what is declared there and nothing else. */
  readonly own: boolean;
  /** The id of the declared folder that it is in; absent: at the top, or where somebody else put it. */
  readonly parent?: string;
}

/** An asset that is to be in a folder. */
export interface FolderMember {
  /** The id of the folder. */
  readonly folder: string;
  readonly asset: Asset;
}

/** What the setting `folders` of a namespace comes to. */
export interface GovernedFolders {
  readonly declared: readonly DeclaredFolder[];
  readonly members: readonly FolderMember[];
  /** What was declared when this program last wrote: only that is ever taken out. */
  readonly formerMembers: readonly FolderMember[];
  /** Ids of folders of which not all members are known for sure, or `*` for all: nothing is taken out of them. */
  readonly uncertain: readonly string[];
}

/** Somebody who has a grant on a folder, in words: `critical`, `user default/role/ana@x.com`. */
export interface Holder {
  readonly who: string;
  readonly level: Level;
}

/** A folder as it is. */
export interface ActualFolder {
  readonly id: string;
  readonly name: string;
  /** What is in a restricted one cannot be taken out. */
  readonly restricted: boolean;
  /** The ids of the folders that it is in, the outermost first. */
  readonly above: readonly string[];
  readonly members: readonly Asset[];
  /** Who besides our groups has a grant on it. */
  readonly others: readonly Holder[];
  /** Who has a grant on a folder above it that is not read for itself. */
  readonly inherited: readonly Holder[];
}
