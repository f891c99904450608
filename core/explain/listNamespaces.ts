import { paginateListNamespaces, type QuickSightClient } from "@aws-sdk/client-quicksight";

/** The names of all namespaces of an account, sorted. */
export async function listNamespaces(
  client: QuickSightClient,
  accountId: string,
): Promise<string[]> {
  const names: string[] = [];
  const input = { AwsAccountId: accountId };
  for await (const { Namespaces = [] } of paginateListNamespaces({ client }, input)) {
    names.push(...Namespaces.flatMap(({ Name }) => Name ?? []));
  }
  return names.sort();
}
