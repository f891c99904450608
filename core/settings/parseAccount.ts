import type { Problem } from "./problem.ts";
import { type AccountSettings, accountSettings } from "./accountSettings.ts";
import { checkAccountAssertions } from "./checkAccountAssertions.ts";
import { checkAlarms } from "./checkAlarms.ts";
import { explainIssues } from "./explainIssues.ts";

/** The settings of an account, or everything that is wrong with them. */
export type ParsedAccount =
  | { readonly settings: AccountSettings; readonly problems: readonly [] }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** Checks the value of `account` in full: unknown keys, types, ranges and what must go together. All problems at once. */
export function parseAccount(value: unknown): ParsedAccount {
  const { data, error } = accountSettings.safeParse(value);
  const problems = [
    ...explainIssues("account", error, value),
    ...(data === undefined ? [] : [...checkAlarms(data), ...checkAccountAssertions(data)]),
  ];
  return data === undefined || problems.length > 0
    ? { problems }
    : { settings: data, problems: [] };
}
