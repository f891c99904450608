import {
  ListUsersCommand,
  ResourceNotFoundException,
  UnsupportedUserEditionException,
} from "@aws-sdk/client-quicksight";
import { createQuickSight, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { ProviderContext } from "./stored.ts";

/**
 * Whether an error came as the namespace, or QuickSight in the account, is gone. QuickSight says ResourceNotFoundException also of
 * a group or an asset that somebody deletes meanwhile, and of an account without a subscription it says that the edition is
 * wrong (ListDashboards); so it is asked, as a resource that is taken for gone loses its state.
 *
 * ListUsers names nothing but the namespace (QuickSight API reference), and everybody who reads a namespace may call it.
 */
export async function isNamespaceGone(
  error: unknown,
  {
    accountId,
    namespace,
    identityRegion: region,
  }: Pick<NamespaceScope, "accountId" | "namespace" | "identityRegion">,
  { profile }: ProviderContext,
): Promise<boolean> {
  const isSign =
    error instanceof ResourceNotFoundException || error instanceof UnsupportedUserEditionException;
  if (!isSign) return false;
  const client = createQuickSight({ region, profile });
  try {
    const first = { AwsAccountId: accountId, Namespace: namespace, MaxResults: 1 };
    await client.send(new ListUsersCommand(first));
    return false;
  } catch (found) {
    if (found instanceof ResourceNotFoundException) return true;
    throw found;
  } finally {
    client.destroy();
  }
}
