export { openApi, type Api, type Regions } from "./api.ts";
export type { AwsAccess } from "./awsAccess.ts";
export { complete } from "./complete.ts";
export { createQuickSight } from "./createQuickSight.ts";
export { describeError } from "./describeError.ts";
export { findCaller, type CallerIdentity } from "./findCaller.ts";
export { nameSome } from "./nameSome.ts";
export { ownValue } from "./ownValue.ts";
export { partitionOf } from "./partitionOf.ts";
export { printable } from "./printable.ts";
export { printableLines } from "./printableLines.ts";
export { readObject } from "./readObject.ts";
export {
  federationRoleArn,
  groupArnOf,
  groupNameOf,
  groupOf,
  namespaceArnOf,
  parseNamespaceArn,
  sessionOf,
  userArnOf,
  userNameOf,
  type GroupNaming,
  type NamespaceScope,
} from "./scope.ts";
export { shorten } from "./shorten.ts";
export { spellOut } from "./spellOut.ts";
export type { Followed, FollowedKind, Standing } from "./standing.ts";
export { tolerating } from "./tolerating.ts";
export { untilAborted } from "./untilAborted.ts";
