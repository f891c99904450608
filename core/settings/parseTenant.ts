import type { Problem } from "./problem.ts";
import { checkTenant } from "./checkTenant.ts";
import { explainIssues } from "./explainIssues.ts";
import { type TenantSettings, tenantSettings } from "./tenantSettings.ts";
import { withLabels } from "./withLabels.ts";

/** The settings of a tenant, or everything that is wrong with them. */
export type ParsedTenant =
  | { readonly settings: TenantSettings; readonly problems: readonly [] }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/**
 * Checks the value of `tenant` in full: unknown keys, types and ranges, and when those are right, what must fit together. All
 * problems of the two kinds at once. Rules that labels come to are among those of the data sets.
 */
export function parseTenant(value: unknown): ParsedTenant {
  const { data, error } = tenantSettings.safeParse(value);
  const issues = explainIssues("tenant", error, value);
  if (data === undefined) return { problems: issues };
  const problems = [...issues, ...checkTenant(data)];
  return problems.length > 0 ? { problems } : { settings: withLabels(data), problems: [] };
}
