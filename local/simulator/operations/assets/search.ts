import type { Asset, Permissions } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { AssetKind } from "./assetKind.ts";
import { withGroups } from "./principals.ts";

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
 * by ARN and with StringEquals only; without DIRECT, the groups of a person count. That upper and lower
 * case differ, and that the error for a wrong pair is this one, is not confirmed.
 */
export function matcherOf(
  store: Store,
  kind: AssetKind,
  filters: readonly SearchFilter[],
): (asset: Asset) => boolean {
  const matchers = filters.map((filter) => matcherOfOne(store, kind, filter));
  return (asset) => matchers.every((matches) => matches(asset));
}

/** A text by which pages of one search are told from those of another. */
export function scopeOf(filters: readonly SearchFilter[]): string {
  return filters.map(({ Name, Value }) => `${Name ?? ""}=${Value ?? ""}`).join("&");
}

function matcherOfOne(
  store: Store,
  kind: AssetKind,
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
  const principals = Name.startsWith("DIRECT_") ? new Set([Value]) : withGroups(store, Value);
  if (Name.endsWith("_SOLE_OWNER")) {
    return ({ permissions }) => {
      const owners = ownersOf(kind, permissions);
      return owners.length === 1 && owners[0] === Value;
    };
  }
  const ownersOnly = !Name.includes("VIEWER") && Name !== "QUICKSIGHT_USER";
  return ({ permissions }) =>
    (ownersOnly ? ownersOf(kind, permissions) : [...permissions.keys()]).some((principal) =>
      principals.has(principal),
    );
}

// The action that only owners of every kind have.
function ownersOf({ label }: AssetKind, permissions: Permissions): string[] {
  const action = `quicksight:Update${label}Permissions`;
  return [...permissions].filter(([, set]) => set.includes(action)).map(([arn]) => arn);
}
