import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { StepOf } from "../step.ts";
import { joinGroup } from "./changeMembership.ts";

/**
 * Puts somebody back into groups that are not ours, which an earlier run took with the user.
 *
 * @throws naming the groups that failed; the others are given, and the journal keeps its entry for the next run
 */
export async function giveBack(
  { giving }: GivingApi,
  { session, groupNames }: StepOf<"give-back">,
  { desired: { scope }, clear, signal }: StepContext<GovernedNamespace>,
): Promise<void> {
  const missing: string[] = [];
  for (const groupName of groupNames) {
    await joinGroup(giving.identity, scope, session, groupName, signal).catch((error: unknown) => {
      missing.push(`${groupName} (${describeError(error)})`);
    });
  }
  if (missing.length > 0) throw new Error(`not back in ${missing.join(", ")}`);
  await clear(session);
}
