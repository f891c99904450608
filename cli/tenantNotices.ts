import type { Identity } from "./identify.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** What is to be said of a run before its plan is known. */
export function tenantNotices({ notices }: LoadedTenant, { arn }: Identity): string[] {
  if (arn !== undefined) return [...notices];
  return [
    ...notices,
    "who runs this is not known, as the account was given: the guard cannot see to it that they lose nothing themselves (leave --account out, or name them in guard.protected)",
  ];
}
