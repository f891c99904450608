export { accessSubject } from "./accessSubject.ts";
export { formatAccess, parseAccessText } from "./accessText.ts";
export type { ActualAccess } from "./actualAccess.ts";
export { formatActualAccess } from "./formatActualAccess.ts";
export type { AccessScope, GovernedAccess } from "./governedAccess.ts";
export { isDashboardGrant, mergeGrants, type Grant } from "./grant.ts";
export { resolveAccess, type ResolvedAccess } from "./resolveAccess.ts";
export type { AccessStep } from "./step.ts";
export { shownBetween } from "./takenBy.ts";
