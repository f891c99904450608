import {
  ResourceNotFoundException,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import type { GivingApi } from "../../aws/api.ts";
import { type NamespaceScope, userNameOf } from "../../aws/scope.ts";

/** Milliseconds between the tries: one answer is no proof that a profile is gone, and a new user may not be known yet. */
const pauses = [200, 1000, 2000];

/**
 * Gives a profile to somebody who is there; false when QuickSight has no such profile any more.
 *
 * @throws as the call does, also when it does not find the user
 */
export async function giveProfile(
  { giving }: GivingApi,
  scope: NamespaceScope,
  session: string,
  profile: string,
): Promise<boolean> {
  const command = new UpdateUserCustomPermissionCommand({
    AwsAccountId: scope.accountId,
    Namespace: scope.namespace,
    UserName: userNameOf(scope, session),
    CustomPermissionsName: profile,
  });
  for (const pause of [...pauses, undefined]) {
    try {
      await giving.identity.send(command);
      return true;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      if (pause === undefined && error.ResourceType === "USER") throw error;
    }
    if (pause !== undefined) await sleep(pause);
  }
  return false;
}
