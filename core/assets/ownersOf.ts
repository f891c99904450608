import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { ownerSet } from "./ownerSet.ts";
import type { OwnedKind } from "./ownedAsset.ts";

/**
 * The ARNs of those who own an asset, sorted: who may share it can give themselves every other action, and in each kind only
 * the owner's set holds that one. So an owner counts whose set is from before AWS added actions to it.
 *
 * Only principals of QuickSight count. Other accounts (`arn:aws:iam::…:root`, templates only; API reference of
 * ResourcePermission) often get the same action, and nobody here could act for them.
 */
export function ownersOf(kind: OwnedKind, permissions: readonly ResourcePermission[]): string[] {
  const share = ownerSet(kind).find((action) => /:Update\w+Permissions$/.test(action));
  return permissions
    .filter(({ Actions = [] }) => share !== undefined && Actions.includes(share))
    .map(({ Principal = "" }) => Principal)
    .filter((arn) => arn.split(":")[2] === "quicksight")
    .sort();
}
