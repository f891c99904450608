import type { GivingApi } from "../../aws/api.ts";
import { ownValue } from "../../aws/ownValue.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { StepOf } from "../step.ts";
import { ProfileLost } from "./profileLost.ts";
import { registerKept } from "./registerKept.ts";
import { registerUser } from "./registerUser.ts";

/**
 * Registers a person, and clears their entry in the journal where nothing else is owed to them.
 *
 * @throws {ProfileLost} when they are registered, without the profile that they had
 */
export async function register(
  api: GivingApi,
  step: StepOf<"register">,
  { desired, journal, note, clear }: StepContext<GovernedNamespace>,
): Promise<void> {
  const { session, role, restores } = step;
  const lost = await registerKept(api, desired, step, registerUser);
  const entry = ownValue(journal, session);
  if (restores === true) await clear(session);
  else if (lost !== undefined && typeof entry === "object") {
    // The groups are still owed; what is gone is not asked for again.
    await note(session, { ...entry, customPermissions: undefined });
  }
  if (lost !== undefined) throw new ProfileLost(role, lost);
}
