import { type AssetKind, declaredAssetPrefix } from "./permissionSets.ts";

/** An asset of the account. */
export interface Asset {
  readonly kind: AssetKind;
  readonly id: string;
  readonly name: string;
}

/** True when somebody else may decide on the asset's grants: it is not one that this program declares. */
export function isGoverned({ id }: Pick<Asset, "id">): boolean {
  return !id.startsWith(declaredAssetPrefix);
}

/** `dashboard "Sales Results" (2f1c…)`; also for kinds that access is not given to. */
export function describeAsset({ kind, id, name }: Record<"kind" | "id" | "name", string>): string {
  return `${kind} "${name}" (${id})`;
}
