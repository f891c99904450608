import { paginateListUsers, type QuickSightClient, type User } from "@aws-sdk/client-quicksight";
import type { NamespaceScope } from "../aws/scope.ts";
import { pageSize } from "./pageSize.ts";

/**
 * Every user of a namespace, page by page, whoever made them.
 *
 * @throws ResourceNotFoundException when the namespace is not there
 */
export async function listUsers(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
): Promise<User[]> {
  const users: User[] = [];
  // A new object for each listing: the SDK's paginators write their token into the input that they are given.
  const address = { AwsAccountId: accountId, Namespace: namespace };
  for await (const page of paginateListUsers({ client, pageSize }, address)) {
    users.push(...(page.UserList ?? []));
  }
  return users;
}
