import {
  DeleteUserCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { tolerating } from "../../aws/tolerating.ts";

/** Deletes a user; one who is gone already counts as deleted. */
export function deleteUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
): Promise<void> {
  const command = new DeleteUserCommand({
    AwsAccountId: scope.accountId,
    Namespace: scope.namespace,
    UserName: userNameOf(scope, session),
  });
  return tolerating(ResourceNotFoundException, client.send(command));
}
