export { checkAccount } from "./checkAccount.ts";
export { checkDataSources } from "./checkDataSources.ts";
export { checkKey } from "./checkKey.ts";
export { checkPermissions, type PermissionStatement } from "./checkPermissions.ts";
export { checkRole } from "./checkRole.ts";
export { checkRoleFree, explainUnseen } from "./checkRoleFree.ts";
export { findRole } from "./findRole.ts";
export { checkSecret, findSecret } from "./checkSecret.ts";
export { requireAccount } from "./requireAccount.ts";
