import type { RuleSubject } from "../../settings/ruleSubject.ts";

/** A rule about rows as somebody wrote it: before several of them are joined to one. */
export interface WrittenRule extends RuleSubject {
  /** Where it is written: `data/entitlements.csv:14` or `tenant.dataSets.revenue.rowRules[2]`. */
  readonly where: string;
  /** By column one of these values; a column that is left out: any. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The same by term, of a rule that is made from the entitlement table. */
  readonly terms?: Readonly<Record<string, readonly string[]>>;
}
