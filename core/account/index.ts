export { readServiceRole, setServiceRole } from "./serviceRole.ts";
export { planServiceRole, serviceRoleGuard } from "./serviceRoleGuard.ts";
