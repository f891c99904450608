import { printable } from "../aws/printable.ts";
import { declaredAssetPrefix } from "../settings/assetIds.ts";

/** An asset of the account. */
export interface Asset {
  /** A name of the table of kinds. */
  readonly kind: string;
  readonly id: string;
  /** Empty when the API shows none. */
  readonly name: string;
  /** True for a restricted folder, which nobody owns; absent where it is none, or nobody looked. */
  readonly restricted?: boolean;
}

/** True when somebody else may decide on the asset's grants: it is not one that this program declares. */
export function isGoverned({ id }: Pick<Asset, "id">): boolean {
  return !id.startsWith(declaredAssetPrefix);
}

/** `dashboard "Sales Results" (2f1c…)`. */
export function describeAsset({ kind, id, name }: Asset): string {
  return `${kind} "${printable(name)}" (${id})`;
}
