import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { describeUser } from "../describeUser.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { StepOf } from "../step.ts";
import { joinGroup } from "./changeMembership.ts";
import { giveProfile } from "./giveProfile.ts";
import { ProfileLost } from "./profileLost.ts";

/**
 * Gives back what an earlier run took with the user: the profile, and groups that are not ours.
 *
 * @throws naming what failed; the rest is given, and the journal keeps its entry for the next run
 * @throws {ProfileLost} when all but a profile that is gone was given, and nothing is owed any more
 */
export async function giveBack(
  api: GivingApi,
  step: StepOf<"give-back">,
  { desired: { scope }, clear, signal }: StepContext<GovernedNamespace>,
): Promise<void> {
  const { session, customPermissions: profile, groupNames, owedTo = session } = step;
  const missing: string[] = [];
  let isLost = false;
  if (profile !== undefined) {
    isLost = !(await restrictAgain(api, step, profile, scope).catch((error: unknown) => {
      missing.push(`the profile ${profile} (${describeError(error)})`);
      return true;
    }));
  }
  for (const groupName of groupNames) {
    const { identity } = api.giving;
    await joinGroup(identity, scope, session, groupName, signal).catch((error: unknown) => {
      missing.push(`${groupName} (${describeError(error)})`);
    });
  }
  if (missing.length > 0) throw new Error(`not back in ${missing.join(", ")}`);
  await clear(owedTo);
  if (isLost && profile !== undefined) throw new ProfileLost(undefined, profile);
}

/** Whoever has a profile keeps it: somebody gave it to them since the plan. False: there is no such profile any more. */
async function restrictAgain(
  api: GivingApi,
  { session }: StepOf<"give-back">,
  profile: string,
  scope: GovernedNamespace["scope"],
): Promise<boolean> {
  const user = await describeUser(api.reading.identity, scope, session);
  if (user === undefined) throw new Error("they are not there any more");
  return (
    user.CustomPermissionsName !== undefined || (await giveProfile(api, scope, session, profile))
  );
}
