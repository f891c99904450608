import type { TakingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { userNameOf } from "../../aws/scope.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { describeUser } from "../describeUser.ts";
import { findGroups } from "../findGroups.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { type JournalEntry, readOwed } from "../plan/owedPerson.ts";
import { foreignProfile } from "../plan/planPerson.ts";
import type { StepOf } from "../step.ts";
import { isForeign, joinGroup } from "./changeMembership.ts";
import { deleteUser } from "./deleteUser.ts";
import { handOverAll } from "./handOverAll.ts";
import { PersonAbsent } from "./personAbsent.ts";
import { ProfileLost } from "./profileLost.ts";
import { registerKept } from "./registerKept.ts";
import { registerAgain } from "./registerUser.ts";

/**
 * Makes a reader of an author or admin, which QuickSight does by no update: deletes the user and registers them again.
 *
 * Before the deletion the journal holds what they are to have: mail, role, profile and every group that is not ours. These groups
 * are given back here; ours are steps of their own. What is not given back is in the next plan, whoever makes it.
 *
 * @throws {PersonAbsent} when they could not be registered again; any other error leaves them there
 */
export async function downgrade(
  api: TakingApi,
  step: StepOf<"downgrade">,
  context: StepContext<GovernedNamespace>,
): Promise<void> {
  const { desired, note, clear, signal } = context;
  const { scope } = desired;
  const { session, email, to: role } = step;
  await handOverAll(api, desired, step, signal);
  const entry = await findEntry(api, step, context);
  const { customPermissions, groupNames } = entry;
  await note(session, entry);
  await deleteUser(api, scope, session);
  const person = { session, email, role, customPermissions };
  const lost = await registerKept(api, desired, person, registerAgain).catch((error: unknown) => {
    throw new PersonAbsent(error);
  });
  const missing: string[] = [];
  for (const groupName of groupNames) {
    await joinGroup(api.giving.identity, scope, session, groupName).catch((error: unknown) => {
      missing.push(`${groupName} (${describeError(error)})`);
    });
  }
  if (missing.length > 0) {
    if (lost !== undefined) await note(session, { ...entry, customPermissions: undefined });
    throw new Error(
      `is ${role} now, and not back in groups that are not managed here: ${missing.join(", ")}; the next run puts them there`,
    );
  }
  await clear(session);
  if (lost !== undefined) throw new ProfileLost(role, lost);
}

/**
 * What they are to have: all of it is read once more, as what is not noted is lost with the user. What an earlier run owes them
 * still is part of it.
 *
 * @throws when they are not there any more: what they had is not known then
 */
async function findEntry(
  { reading: { identity } }: TakingApi,
  { session, email, to: role, customPermissions: planned }: StepOf<"downgrade">,
  { desired, journal, at }: StepContext<GovernedNamespace>,
): Promise<JournalEntry> {
  const { scope } = desired;
  const user = await describeUser(identity, scope, session);
  const groups = user && (await findGroups(identity, scope, userNameOf(scope, session)));
  if (user === undefined || groups === undefined) {
    throw new Error("is not there any more; the next plan decides");
  }
  const owed = readOwed(session, ownValue(journal, session), scope);
  const { CustomPermissionsName: current } = user;
  const ofSettings =
    foreignProfile(desired, { customPermissions: planned }) === undefined ? planned : undefined;
  const customPermissions =
    ofSettings ??
    (current === undefined
      ? (planned ?? foreignProfile(desired, owed))
      : foreignProfile(desired, { customPermissions: current }));
  const foreign = groups.filter((name) => isForeign(scope, name));
  const groupNames = [...new Set([...foreign, ...owed.foreignGroups])].sort();
  return { email, role, customPermissions, groupNames, at };
}
