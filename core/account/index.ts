export {
  planRemovedSecrets,
  type RemovedSecret,
  removedSecretsGuard,
} from "./removedSecretsGuard.ts";
export { readServiceRole, setServiceRole } from "./serviceRole.ts";
export { planServiceRole, serviceRoleGuard } from "./serviceRoleGuard.ts";
