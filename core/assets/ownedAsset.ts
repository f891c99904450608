import { assetKinds } from "./permissionSets.ts";

/** Kinds of assets that can be found by their owner. AWS has no search for the other two. */
export const searchableKinds = [...assetKinds, "folder"] as const;

/** See {@link searchableKinds}. */
export type SearchableKind = (typeof searchableKinds)[number];

/** Everything that a person can own. Topics are not among them. */
export const ownedKinds = [...searchableKinds, "theme", "template"] as const;

/** See {@link ownedKinds}. */
export type OwnedKind = (typeof ownedKinds)[number];

/** An asset that may be somebody's. */
export interface OwnableAsset {
  readonly kind: OwnedKind;
  readonly id: string;
  readonly name: string;
}

/** An asset with those it belongs to. */
export interface OwnedAsset extends OwnableAsset {
  /**
   * ARNs of all users, groups and namespaces of QuickSight that may share it, sorted. Users who were deleted before are still
   * among them; another AWS account with which a template is shared is not.
   */
  readonly owners: readonly string[];
}
