import {
  DescribeUserCommand,
  type QuickSightClient,
  ResourceNotFoundException,
  type User,
} from "@aws-sdk/client-quicksight";
import type { NamespaceScope } from "../aws/scope.ts";

/** Anybody as QuickSight has them, by the whole user name; undefined when the namespace has no such user, or is not there. */
export async function describeUserName(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
  UserName: string,
): Promise<User | undefined> {
  const user = { AwsAccountId: accountId, Namespace: namespace, UserName };
  try {
    return (await client.send(new DescribeUserCommand(user))).User ?? {};
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
