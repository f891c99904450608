import type { Asset } from "./asset.ts";

/** An asset of one of the data Regions. */
export interface PlacedAsset extends Asset {
  /** The Region where it is. Ids are unique in one Region only. */
  readonly region: string;
}

/** An asset with those it belongs to. */
export interface OwnedAsset extends PlacedAsset {
  /**
   * ARNs of all users, groups and namespaces of QuickSight that may share it, sorted. Users who were deleted before are still
   * among them; another AWS account with which a template is shared is not.
   */
  readonly owners: readonly string[];
}

/** A text that tells an asset from all others of the account. */
export function keyOfAsset({ region, kind, id }: Omit<PlacedAsset, "name">): string {
  return `${region}/${kind}/${id}`;
}
