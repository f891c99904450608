import { type LoadedTenant, loadTenant } from "./loadTenant.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";

/** Reads settings and membership file for a command that only asks about them: it approves and expects no plan. */
export function loadFiles(
  options: Pick<TenantOptions, "settings" | "membership" | "account" | "json">,
): Promise<LoadedTenant> {
  return loadTenant({ ...options, only: undefined, expect: undefined, approvals: [] });
}
