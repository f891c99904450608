import type { LostRole } from "@quicksight-governance/core/people";
import type { FormerRoles } from "./findFormerRoles.ts";
import type { AccountSettings } from "./settings.ts";

/** The federation roles that an account stack has now and, with these settings, would not have any more. */
export function findLostRoles(
  { made, announced }: FormerRoles,
  { role, existing }: Pick<AccountSettings["federation"], "role" | "existing">,
): LostRole[] {
  return [
    ...made.filter(({ name }) => existing || name !== role),
    ...announced
      .filter((name) => name !== role && made.every((one) => one.name !== name))
      .map((name) => ({ name })),
  ];
}
