import type { RuleSubject } from "../../settings/ruleSubject.ts";

/** What somebody may see, in the terms of the business: one row of the table. */
export interface Entitlement extends RuleSubject {
  /** Where it stands: `data/entitlements.csv:14` or `tenant.entitlements.rows[3]`. */
  readonly where: string;
  /** By term one of these values; a term that is left out: all values. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

/** The entitlement table of a tenant. */
export interface EntitlementTable {
  readonly rows: readonly Entitlement[];
  /** The terms there are, also those that no row limits. */
  readonly terms: readonly string[];
}
