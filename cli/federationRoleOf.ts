import { defaultFederationRole } from "@quicksight-governance/core/settings";
import type { LoadedTenant } from "./loadTenant.ts";

/** The IAM role that a tenant's people come in through; the default one where the account's settings are not here. */
export function federationRoleOf({ account }: Pick<LoadedTenant, "account">): string {
  return account?.federation.role ?? defaultFederationRole;
}
