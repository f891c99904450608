import {
  DescribeNamespaceCommand,
  ListGroupsCommand,
  ListUsersCommand,
  type NamespaceInfoV2,
  PreconditionNotMetException,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";

/** A namespace that is there, in whatever state. */
export interface FoundNamespace {
  /** `CREATED`, `CREATING`, `DELETING`, `RETRYABLE_FAILURE`, `NON_RETRYABLE_FAILURE`. */
  readonly status: string;
  /** Why it could not be made; empty where QuickSight does not say. */
  readonly reason: string;
  /** Some of its users and groups, by name; empty when there is nobody and nothing, and while it is made or deleted. */
  readonly holds: readonly string[];
}

/**
 * Looks at a namespace; undefined when there is none.
 *
 * @param client of the identity Region
 * @throws what QuickSight says when it may not be looked at
 */
export async function findNamespace(
  client: QuickSightClient,
  accountId: string,
  namespace: string,
): Promise<FoundNamespace | undefined> {
  const address = { AwsAccountId: accountId, Namespace: namespace };
  const found = await describe(client, address);
  if (found === undefined) return undefined;
  const { CreationStatus: status = "CREATED", NamespaceError: error } = found;
  const reason = [error?.Type, error?.Message].filter((part) => part !== undefined).join(": ");
  // What comes or goes at the moment may list nobody, or say that it is not there.
  const isSettled = status !== "CREATING" && status !== "DELETING";
  return { status, reason, holds: isSettled ? await findContent(client, address) : [] };
}

async function describe(
  client: QuickSightClient,
  address: { AwsAccountId: string; Namespace: string },
): Promise<NamespaceInfoV2 | undefined> {
  try {
    return (await client.send(new DescribeNamespaceCommand(address))).Namespace;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function findContent(
  client: QuickSightClient,
  address: { AwsAccountId: string; Namespace: string },
): Promise<string[]> {
  const first = { ...address, MaxResults: 5 };
  try {
    const { UserList = [] } = await client.send(new ListUsersCommand(first));
    const { GroupList = [] } = await client.send(new ListGroupsCommand(first));
    return [
      ...UserList.map(({ UserName = "" }) => `user ${UserName}`),
      ...GroupList.map(({ GroupName = "" }) => `group ${GroupName}`),
    ];
  } catch (error) {
    // One that never came into being lists nobody, and nobody can be registered in it.
    if (error instanceof PreconditionNotMetException) return [];
    throw error;
  }
}
