export { actionsOf } from "./actionsOf.ts";
export { declaredAssetPrefix } from "../settings/assetIds.ts";
export { type Asset, describeAsset, isGoverned } from "./asset.ts";
export { type AssetKind, assetKinds } from "./assetKinds.ts";
export { describeOwned } from "./describeOwned.ts";
export { labelsOf } from "./labelsOf.ts";
export { type DataUses, findUses } from "./findUses.ts";
export { listAssets } from "./listAssets.ts";
export { permissionSet } from "./permissionSet.ts";
