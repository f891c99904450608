import { type Group, paginateListGroups, type QuickSightClient } from "@aws-sdk/client-quicksight";
import type { NamespaceScope } from "../aws/scope.ts";
import { pageSize } from "./pageSize.ts";

/**
 * Every group of a namespace, page by page.
 *
 * @throws ResourceNotFoundException when the namespace is not there
 */
export async function listGroups(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
): Promise<Group[]> {
  const groups: Group[] = [];
  // A new object for each listing: the SDK's paginators write their token into the input that they are given.
  const address = { AwsAccountId: accountId, Namespace: namespace };
  for await (const page of paginateListGroups({ client, pageSize }, address)) {
    groups.push(...(page.GroupList ?? []));
  }
  return groups;
}
