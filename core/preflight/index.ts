export { checkAccount } from "./checkAccount.ts";
export { checkDataSources } from "./checkDataSources.ts";
export { checkKey } from "./checkKey.ts";
export { checkPermissions, type PermissionStatement } from "./checkPermissions.ts";
export { checkRole } from "./checkRole.ts";
export { checkRoleFree } from "./checkRoleFree.ts";
export { checkSecret, findSecret } from "./checkSecret.ts";
export { requireAccount } from "./requireAccount.ts";
