import { DeleteUserCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import type { TakingApi } from "../../aws/api.ts";
import { type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { describeUser } from "../describeUser.ts";

/**
 * Deletes a user; one who is gone already counts as deleted.
 *
 * @throws also when QuickSight does not find whom it has: they would pass for deleted, and still sign in
 */
export async function deleteUser(
  { reading, taking }: TakingApi,
  scope: NamespaceScope,
  session: string,
): Promise<void> {
  const command = new DeleteUserCommand({
    AwsAccountId: scope.accountId,
    Namespace: scope.namespace,
    UserName: userNameOf(scope, session),
  });
  try {
    await taking.identity.send(command);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    if ((await describeUser(reading.identity, scope, session)) !== undefined) throw error;
  }
}
