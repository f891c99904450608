export { listAssets } from "./assetApi.ts";
export { describeOwned } from "./describeOwned.ts";
export { declaredAssetPrefix, permissionSet, type AssetKind } from "./permissionSets.ts";
