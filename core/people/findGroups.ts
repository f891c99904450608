import {
  paginateListUserGroups,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { type NamespaceScope, userNameOf } from "../aws/scope.ts";
import { pageSize } from "./readMemberships.ts";

/** Every group that a person is in, as QuickSight names it, ours or not; none for somebody who is not there. */
export async function findGroups(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
): Promise<string[]> {
  const names: string[] = [];
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  const user = { ...address, UserName: userNameOf(scope, session) };
  try {
    for await (const { GroupList = [] } of paginateListUserGroups({ client, pageSize }, user)) {
      names.push(...GroupList.flatMap(({ GroupName }) => GroupName ?? []));
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return names;
}
