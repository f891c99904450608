import type { Asset, Permissions, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import { type AssetKind, folderKind } from "./assetKind.ts";
import { withGroups } from "./principals.ts";
import { permissionsThroughFolders } from "./throughFolders.ts";

/** A filter of any of the search operations. */
export interface SearchFilter {
  readonly Operator?: string | undefined;
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * What decides whether an asset is found.
 *
 * From the API reference: names match as a part of the name and with StringLike only, people and groups
 * by ARN and with StringEquals only; without DIRECT, what comes through groups and folders counts. That upper and lower
 * case differ, that the error for a wrong pair is this one, and that what a whole namespace may open does not count, is not
 * confirmed.
 *
 * @param assets those among which the search is, with the folders they are in
 */
export function matcherOf(
  store: Store,
  kind: AssetKind,
  assets: Pick<RegionAssets, "folders">,
  filters: readonly SearchFilter[],
): (asset: Asset) => boolean {
  const matchers = filters.map((filter) => matcherOfOne(store, kind, assets, filter));
  return (asset) => matchers.every((matches) => matches(asset));
}

/** A text by which pages of one search are told from those of another. */
export function scopeOf(filters: readonly SearchFilter[]): string {
  return filters.map(({ Name, Value }) => `${Name ?? ""}=${Value ?? ""}`).join("&");
}

function matcherOfOne(
  store: Store,
  kind: AssetKind,
  assets: Pick<RegionAssets, "folders">,
  { Operator, Name = "", Value = "" }: SearchFilter,
): (asset: Asset) => boolean {
  const byName = Name.endsWith("_NAME");
  if (byName !== (Operator === "StringLike")) {
    throw new ApiError(
      "InvalidParameterValueException",
      `Filter ${Name} needs the operator ${byName ? "StringLike" : "StringEquals"}.`,
    );
  }
  if (byName) {
    return ({ name }) => name.includes(Value);
  }
  if (Name.endsWith("_SOLE_OWNER")) {
    return ({ permissions }) => {
      const owners = ownersOf(kind, permissions);
      return owners.length === 1 && owners[0] === Value;
    };
  }
  const ownersOnly = !Name.includes("VIEWER") && Name !== "QUICKSIGHT_USER";
  const isOf = (principals: ReadonlySet<string>, of: AssetKind, permissions: Permissions) =>
    (ownersOnly ? ownersOf(of, permissions) : [...permissions.keys()]).some((principal) =>
      principals.has(principal),
    );
  if (Name.startsWith("DIRECT_")) {
    const principals = new Set([Value]);
    return ({ permissions }) => isOf(principals, kind, permissions);
  }
  const principals = withGroups(store, Value);
  const above = permissionsThroughFolders(assets, kind);
  return (asset) =>
    isOf(principals, kind, asset.permissions) ||
    above(asset).some((permissions) => isOf(principals, folderKind, permissions));
}

// The action that only owners of every kind have.
function ownersOf({ label }: AssetKind, permissions: Permissions): string[] {
  const action = `quicksight:Update${label}Permissions`;
  return [...permissions].filter(([, set]) => set.includes(action)).map(([arn]) => arn);
}
