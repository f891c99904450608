import { type LoadedTenant, loadTenant } from "./loadTenant.ts";
import { readRules } from "./readRules.ts";
import type { TenantOptions } from "./parseTenantOptions.ts";

/**
 * Reads settings, membership file and what the rules of data sets say for a command that only asks about them: it approves and expects no
 * plan.
 */
export async function loadFiles(
  options: Pick<TenantOptions, "settings" | "membership" | "account" | "json">,
): Promise<LoadedTenant> {
  const tenant = await loadTenant({
    ...{ ...options, only: undefined, expect: undefined, approvals: [] },
  });
  return { ...tenant, rulesOf: await readRules(tenant) };
}
