import type { FormerRoles } from "./findFormerRoles.ts";
import type { AccountSettings } from "./settings.ts";

/** A role that people may sign in through, and that the settings give up. */
export interface LostRole {
  readonly name: string;
  /** The URN of the role in the state, where the stack made it: the engine would delete it, or forget it. */
  readonly urn?: string;
}

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
