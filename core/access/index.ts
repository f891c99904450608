export { accessSubject, foldersSubject } from "./accessSubject.ts";
export { formatAccess, parseAccessText } from "./accessText.ts";
export type { ActualAccess } from "./actualAccess.ts";
export { decideAccess } from "./decideAccess.ts";
export { dumpAccess, type DumpedAccess } from "./dumpAccess.ts";
export { readEveryKind } from "./readEveryKind.ts";
export { describeOpen } from "./describeOpen.ts";
export { type BothSettings, elsewhereOf, handedOverTo } from "./elsewhere.ts";
export { findNamed } from "./findNamed.ts";
export { formatActualAccess } from "./formatActualAccess.ts";
export type { AccessScope, GovernedAccess } from "./governedAccess.ts";
export { assetKey, isAssetGrant, mergeGrants, type Grant } from "./grant.ts";
export { landingAssetOf, withLandingPage, withLandingPageThere } from "./landingPage.ts";
export {
  findLastUpdate,
  type LastUpdate,
  namesToNote,
  noUpdate,
  type RememberedNames,
} from "./findLastUpdate.ts";
export {
  formatRemembered,
  listRemembered,
  parseRemembered,
  rememberedIn,
} from "./rememberedText.ts";
export type { Remembered } from "./findAsset.ts";
export { resolveAccess, type ResolvedAccess } from "./resolveAccess.ts";
export { type AccessStep, isMemberStep } from "./step.ts";
export { shownBetween } from "./takenBy.ts";
export { dumpFolders, type FoldersDump, readAllFolders } from "./folders/dumpFolders.ts";
export { findFolders, type FoundFolders } from "./folders/findFolders.ts";
export { ownData } from "./folders/ownData.ts";
export type { DeclaredFolder, FolderMember, GovernedFolders } from "./folders/governedFolders.ts";
export { formatMembers, parseMembers } from "./folders/memberText.ts";
export { folderTypeOf } from "./folders/folderTypeOf.ts";
export type { ResolvedFolders } from "./folders/resolveFolders.ts";
export { shownOutBetween } from "./takenBy.ts";
