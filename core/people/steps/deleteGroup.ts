import {
  DeleteGroupCommand,
  DescribeGroupCommand,
  type DescribeGroupCommandInput,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import type { TakingApi } from "../../aws/api.ts";
import { groupNameOf, type NamespaceScope } from "../../aws/scope.ts";

/**
 * Deletes a group; one that is gone already counts as deleted.
 *
 * @throws also when QuickSight does not find a group that it has
 */
export async function deleteGroup(
  { reading, taking }: TakingApi,
  scope: NamespaceScope,
  group: string,
): Promise<void> {
  const { accountId: AwsAccountId, namespace: Namespace } = scope;
  const input = { AwsAccountId, Namespace, GroupName: groupNameOf(scope, group) };
  try {
    await taking.identity.send(new DeleteGroupCommand(input));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    if (await isThere(reading.identity, input)) throw error;
  }
}

async function isThere(
  client: QuickSightClient,
  input: DescribeGroupCommandInput,
): Promise<boolean> {
  try {
    await client.send(new DescribeGroupCommand(input));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
