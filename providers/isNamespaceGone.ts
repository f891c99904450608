import {
  ListUsersCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import type { NamespaceScope } from "@quicksight-governance/core/aws";

/**
 * Asks whether the namespace itself is gone. While a namespace is read, QuickSight says ResourceNotFoundException also of a
 * group that somebody deletes meanwhile, and a resource that is taken for gone loses its state.
 *
 * ListUsers names nothing but the namespace (QuickSight API reference), and everybody who reads a namespace may call it.
 *
 * @throws any error but the one that says so
 */
export async function isNamespaceGone(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
): Promise<boolean> {
  try {
    const first = { AwsAccountId: accountId, Namespace: namespace, MaxResults: 1 };
    await client.send(new ListUsersCommand(first));
    return false;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return true;
    throw error;
  }
}
