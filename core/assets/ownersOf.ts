import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";
import { permissionSet } from "./permissionSet.ts";

/**
 * The ARNs of those who own an asset, sorted: who may share it can give themselves every other action, and in each kind only
 * the owner's set holds that one. So an owner counts whose set is from before AWS added actions to it.
 *
 * Only principals of QuickSight count. Other accounts (`arn:aws:iam::…:root`, templates only; API reference of
 * ResourcePermission) often get the same action, and nobody here could act for them.
 *
 * @param table rows by kind; default: all that there are
 */
export function ownersOf(
  kind: string,
  permissions: readonly ResourcePermission[],
  table: KindTable = assetKinds,
): string[] {
  const share = permissionSet(kind, "owner", table).find(isSharing);
  return permissions
    .filter(({ Actions = [] }) => share !== undefined && Actions.includes(share))
    .map(({ Principal = "" }) => Principal)
    .filter((arn) => arn.split(":")[2] === "quicksight")
    .sort();
}

function isSharing(action: string): boolean {
  return /:Update\w+Permissions$/.test(action);
}
