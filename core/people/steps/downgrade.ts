import { ownValue } from "../../aws/ownValue.ts";
import type { TakingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { findGroups } from "../findGroups.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { type JournalEntry, readOwed } from "../plan/owedPerson.ts";
import type { StepOf } from "../step.ts";
import { isForeign, joinGroup } from "./changeMembership.ts";
import { deleteUser } from "./deleteUser.ts";
import { handOverAll } from "./handOverAll.ts";
import { PersonAbsent } from "./personAbsent.ts";
import { registerAgain } from "./registerUser.ts";

/**
 * Makes a reader of an author or admin, which QuickSight does by no update: deletes the user and registers them again.
 *
 * Before the deletion the journal holds what they are to have: mail, role, profile and every group. Groups that are not ours
 * are given back here; ours are steps of their own. What is not given back is in the next plan, whoever makes it.
 *
 * @throws {PersonAbsent} when they could not be registered again; any other error leaves them there
 */
export async function downgrade(
  api: TakingApi,
  step: StepOf<"downgrade">,
  { desired, journal, note, clear, signal }: StepContext<GovernedNamespace>,
): Promise<void> {
  const { scope } = desired;
  const { session, email, to: role, customPermissions } = step;
  await handOverAll(api, desired, step, signal);
  const current = await findGroups(api.reading.identity, scope, session);
  const owed = readOwed(session, ownValue(journal, session), scope).foreignGroups;
  const groupNames = [...new Set([...current, ...owed])].sort();
  const entry: JournalEntry = { email, role, customPermissions, groupNames };
  await note(session, entry);
  await deleteUser(api.taking.identity, scope, session);
  try {
    await registerAgain(api, scope, { session, email, role, customPermissions });
  } catch (error) {
    throw new PersonAbsent(error);
  }
  const missing: string[] = [];
  for (const groupName of groupNames.filter((name) => isForeign(scope, name))) {
    await joinGroup(api.giving.identity, scope, session, groupName).catch((error: unknown) => {
      missing.push(`${groupName} (${describeError(error)})`);
    });
  }
  if (missing.length === 0) return clear(session);
  throw new Error(
    `is ${role} now, and not back in groups that are not managed here: ${missing.join(", ")}; the next run puts them there`,
  );
}
