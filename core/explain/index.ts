export { accessClasses, type AccessClass, type NamedPerson } from "./accessClasses.ts";
export { openIndex, type AccessIndex } from "./accessIndex.ts";
export { diffAccess, type AccessChange, type AccessDifference } from "./diffAccess.ts";
export { explainAsset, type AssetReader } from "./explainAsset.ts";
export { explainPerson, type OpenAsset, type PersonAccess } from "./explainPerson.ts";
export { reachOf } from "./reachOf.ts";
export type { Way } from "./findWays.ts";
export type * from "./snapshot.ts";
export { readSnapshot } from "./readSnapshot.ts";
