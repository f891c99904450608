import type { GovernedNamespace, Person } from "@quicksight-governance/core/people";
import { defaultGuard } from "@quicksight-governance/core/settings";
import { scope } from "./scope.ts";

/** The namespace that is measured, with the people that it should have and the default guard. */
export function governed(people: readonly Person[]): GovernedNamespace {
  const dataRegions = [scope.identityRegion];
  return {
    scope,
    dataRegions,
    people,
    guard: defaultGuard,
    customPermissions: [],
    emails: "correct",
  };
}
