import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import type { TakingApi } from "../../aws/api.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { describeUser } from "../describeUser.ts";
import { findGroups } from "../findGroups.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { type JournalEntry, readOwed } from "../plan/owedPerson.ts";
import { isWaiting } from "../plan/planLeaver.ts";
import type { StepOf } from "../step.ts";
import { deleteUser } from "./deleteUser.ts";

/** How long a deleted user may still be shown, in milliseconds: AWS documents that changes take up to five minutes to show up. */
const deletionPatience = 60_000;

/**
 * Deletes a user who registered themselves in another namespace and has nothing there, and waits until QuickSight has them no
 * more. Registering them is a step of its own; one who is gone already counts as moved.
 *
 * They are looked at once more: who was given a role, a group or another profile since the plan is not touched. A profile that
 * they keep is in the journal before the deletion, so that a run which ends here leaves nobody without a restriction.
 *
 * @param patience see {@link deletionPatience}
 * @throws when they are not what the plan saw any more, or still there after all that patience
 */
export async function move(
  api: TakingApi,
  step: StepOf<"move">,
  { desired: { scope, waitingIn }, journal, note, at, signal }: StepContext<GovernedNamespace>,
  patience = deletionPatience,
): Promise<void> {
  const { session, email, role, keeps } = step;
  const { reading } = api;
  const there = { ...scope, namespace: step.from };
  const user = await describeUser(reading.identity, there, session);
  if (user === undefined) return;
  const groups = await findGroups(reading.identity, there, userNameOf(there, session));
  if (groups === undefined) return;
  const current = { role: user.Role ?? "", customPermissions: user.CustomPermissionsName, groups };
  if (!isWaiting(current, waitingIn) || current.customPermissions !== (keeps ?? step.lifts)) {
    throw new Error(
      `is not as the plan saw them in namespace ${step.from} any more; the next plan decides`,
    );
  }
  if (keeps !== undefined) {
    const groupNames = readOwed(session, ownValue(journal, session), scope).foreignGroups;
    const entry: JournalEntry = { email, role, customPermissions: keeps, groupNames, at };
    await note(session, entry);
  }
  await deleteUser(api, there, session);
  await waitUntilGone(reading.identity, there, session, { signal, patience });
}

/** At the signal nobody waits any longer: the deletion is done, and the next run registers them. */
async function waitUntilGone(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
  { signal, patience }: { readonly signal: AbortSignal; readonly patience: number },
): Promise<void> {
  const deadline = Date.now() + patience;
  for (let pause = 200; !signal.aborted; pause = Math.min(pause * 2, 2000)) {
    const user = await describeUser(client, scope, session).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
    if (user === undefined) return;
    if (Date.now() + pause > deadline) {
      throw new Error(
        `was deleted in namespace ${scope.namespace}, and QuickSight still shows them there after ${patience / 1000} s; the next run registers them`,
      );
    }
    await sleep(pause);
  }
}
