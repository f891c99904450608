import {
  paginateListUserGroups,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import { describeError } from "../aws/describeError.ts";
import type { NamespaceScope } from "../aws/scope.ts";
import { describeUserName } from "./describeUserName.ts";
import { pageSize } from "./pageSize.ts";

/** Milliseconds between the tries: QuickSight may not know a new user in every call yet. */
const pauses = [200, 1000];

/**
 * Every group that a user is in, as QuickSight names it, ours or not; undefined for somebody who is not there.
 *
 * That a call for somebody's groups does not find them is no proof that they are gone, and none at all that they are in no group:
 * whoever is deleted after it would lose their groups for good. They are gone when DescribeUser does not find them either.
 *
 * @throws when QuickSight has them and does not say what they are in
 */
export async function findGroups(
  client: QuickSightClient,
  scope: Pick<NamespaceScope, "accountId" | "namespace">,
  userName: string,
): Promise<string[] | undefined> {
  for (const pause of [...pauses, undefined]) {
    try {
      return await listGroupsOf(client, scope, userName);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      if ((await describeUserName(client, scope, userName)) === undefined) return undefined;
      if (pause === undefined) {
        throw new Error(
          `QuickSight has ${userName}, and does not say which groups they are in (${describeError(error)}); try again in a few minutes`,
          { cause: error },
        );
      }
      await sleep(pause);
    }
  }
  return undefined;
}

async function listGroupsOf(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
  UserName: string,
): Promise<string[]> {
  const names: string[] = [];
  const user = { AwsAccountId: accountId, Namespace: namespace, UserName };
  for await (const { GroupList = [] } of paginateListUserGroups({ client, pageSize }, user)) {
    names.push(...GroupList.flatMap(({ GroupName }) => GroupName ?? []));
  }
  return names;
}
