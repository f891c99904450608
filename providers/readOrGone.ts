import {
  ListUsersCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { openApi } from "@quicksight-governance/core/aws";
import {
  type ActualNamespace,
  type GovernedNamespace,
  peopleSubject,
} from "@quicksight-governance/core/people";
import type { ProviderContext } from "./stored.ts";

/** What a namespace holds now; undefined only when the namespace itself is gone. */
export async function readOrGone(
  governed: GovernedNamespace,
  { profile }: ProviderContext,
): Promise<ActualNamespace | undefined> {
  const { scope, dataRegions } = governed;
  const api = openApi({ identity: scope.identityRegion, data: dataRegions }, { profile });
  try {
    return await peopleSubject.read(api.reading, governed);
  } catch (error) {
    const gone =
      error instanceof ResourceNotFoundException &&
      (await isNamespaceGone(api.reading.identity, governed));
    if (gone) return undefined;
    throw error;
  } finally {
    api.close();
  }
}

/**
 * Asks whether the namespace itself is gone. While a namespace is read, QuickSight says ResourceNotFoundException also of a
 * group that somebody deletes meanwhile, and a resource that is taken for gone loses its state.
 *
 * ListUsers names nothing but the namespace (QuickSight API reference), and everybody who reads a namespace may call it.
 */
async function isNamespaceGone(
  client: QuickSightClient,
  { scope: { accountId, namespace } }: GovernedNamespace,
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
