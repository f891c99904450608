import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import type { TakingApi } from "../../aws/api.ts";
import { groupNameOf, groupOf, type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { findGroups } from "../findGroups.ts";

/**
 * How long a new user may be unknown to the membership call, in milliseconds. AWS states no figure for it; it documents that
 * changes take up to five minutes to show up, and others saw it take seconds (uktrade/data-workspace-frontend#939).
 */
const newcomerPatience = 60_000;

/**
 * Puts a person into a group. A user registered a moment ago may not be known to this call yet: it is tried for a while.
 *
 * @param groupName as QuickSight names it
 */
export async function joinGroup(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
  groupName: string,
  signal?: AbortSignal,
): Promise<void> {
  const command = new CreateGroupMembershipCommand(membership(scope, session, groupName));
  // Counted from the first answer: before it, the call may have waited long for its turn.
  let deadline = Infinity;
  for (let pause = 200; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await client.send(command);
      return;
    } catch (error) {
      const notYet = error instanceof ResourceNotFoundException && isAboutUser(error);
      deadline = Math.min(deadline, Date.now() + newcomerPatience);
      if (!notYet || Date.now() + pause > deadline) throw error;
      signal?.throwIfAborted();
      await sleep(pause);
    }
  }
}

/** A missing group will not appear by waiting; only the answers that do not name the group are worth another try. */
function isAboutUser(error: ResourceNotFoundException): boolean {
  return error.ResourceType === undefined || error.ResourceType === "USER";
}

/**
 * Takes a person out of a group; one who is not in it counts as taken out.
 *
 * @throws also when QuickSight does not find a membership that it has
 */
export async function removeMember(
  { reading, taking }: TakingApi,
  scope: NamespaceScope,
  session: string,
  group: string,
): Promise<void> {
  const groupName = groupNameOf(scope, group);
  const command = new DeleteGroupMembershipCommand(membership(scope, session, groupName));
  try {
    await taking.identity.send(command);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    const groups = await findGroups(reading.identity, scope, userNameOf(scope, session));
    if (groups?.includes(groupName) === true) throw error;
  }
}

/** True for a group that is not managed here. */
export function isForeign(scope: NamespaceScope, groupName: string): boolean {
  return groupOf(scope, groupName) === undefined;
}

function membership(scope: NamespaceScope, session: string, GroupName: string) {
  return { ...addressOf(scope), GroupName, MemberName: userNameOf(scope, session) };
}

function addressOf({ accountId, namespace }: NamespaceScope) {
  return { AwsAccountId: accountId, Namespace: namespace };
}
