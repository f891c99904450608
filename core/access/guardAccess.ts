import { removalLimit } from "../reconcile/removalLimit.ts";
import type { GuardSettings } from "../settings/guardSettings.ts";
import type { AccessPlan } from "./planAccess.ts";

/** How much access a single run may take away: the same limits as for people. */
export type AccessGuardSettings = Pick<GuardSettings, "removals">;

/**
 * What speaks against applying this plan: one sentence each, none when all is well. Pure, so that it also runs during
 * `pulumi preview`.
 *
 * A setting that was lost in a merge, or a group that was renamed in one place only, looks just like access that was taken
 * away on purpose.
 */
export function guardAccess(
  { operations, held }: Pick<AccessPlan, "operations" | "held">,
  { removals }: AccessGuardSettings,
): string[] {
  const going = operations.filter(({ kind }) => kind === "revoke").length;
  if (going > 0 && going === operations.length && going === held) {
    return [`all ${going} grants would be revoked; is access complete?`];
  }
  const limit = removalLimit(held, removals);
  if (going <= limit) return [];
  return [
    `${going} of ${held} grants would be revoked; the limit is ${limit} (guard.removals: the larger of ${removals.percent} % and ${removals.atLeast})`,
  ];
}
