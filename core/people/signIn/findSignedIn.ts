import { paginateListNamespaces, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { sessionOf } from "../../aws/scope.ts";
import { listUsers } from "../listUsers.ts";
import { pageSize } from "../pageSize.ts";

/** Somebody who signs in through a role, in one namespace. */
export interface SignedIn {
  readonly role: string;
  readonly namespace: string;
  /** The session name: the part of the user name behind the role. */
  readonly session: string;
}

/**
 * Who signs in through one of these IAM roles, in every namespace of the account, governed or not, sorted. List calls only: those of
 * the namespaces, and of the users of each.
 *
 * @param client one of the identity Region
 * @param roles  names of roles, without a path, which user names do not have
 */
export async function findSignedIn(
  client: QuickSightClient,
  accountId: string,
  roles: readonly string[],
): Promise<SignedIn[]> {
  const found: SignedIn[] = [];
  for (const namespace of await listNamespaces(client, accountId)) {
    for (const { UserName = "", IdentityType } of await listUsers(client, {
      accountId,
      namespace,
    })) {
      if (IdentityType !== "IAM") continue;
      for (const role of roles) {
        const session = sessionOf({ federationRole: role }, UserName);
        if (session !== undefined) found.push({ role, namespace, session });
      }
    }
  }
  const keyOf = ({ role, namespace, session }: SignedIn) => [role, namespace, session].join("\0");
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Those that people can be in: one that is being made, deleted, or was never made, does not list them. */
async function listNamespaces(client: QuickSightClient, accountId: string): Promise<string[]> {
  const names: string[] = [];
  const address = { AwsAccountId: accountId };
  for await (const page of paginateListNamespaces({ client, pageSize }, address)) {
    for (const { Name, CreationStatus = "CREATED" } of page.Namespaces ?? []) {
      if (Name !== undefined && CreationStatus === "CREATED") names.push(Name);
    }
  }
  return names;
}
