export { formerNewcomers } from "./formerNewcomers.ts";
export {
  type PreparedGrants,
  type PreparedSettings,
  type PreparedTenant,
  prepareTenant,
  type TenantInputs,
} from "./prepareTenant.ts";
