import {
  DescribeUserCommand,
  type QuickSightClient,
  ResourceNotFoundException,
  type User,
} from "@aws-sdk/client-quicksight";
import { type NamespaceScope, userNameOf } from "../aws/scope.ts";

/** A user of the federation role as QuickSight has them; undefined when the namespace has no such user, or is not there. */
export async function describeUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
): Promise<User | undefined> {
  const { accountId: AwsAccountId, namespace: Namespace } = scope;
  const user = { AwsAccountId, Namespace, UserName: userNameOf(scope, session) };
  try {
    return (await client.send(new DescribeUserCommand(user))).User ?? {};
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
