import {
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  DeleteUserCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import {
  federationRoleArn,
  groupNameOf,
  namespaceArnOf,
  userNameOf,
} from "../../../core/aws/scope.ts";
import type { Person } from "../../../core/people/person.ts";
import { scope, type SimulatedNamespace } from "../../support/simulatedNamespace.ts";

/** The address of a namespace of the simulated account. */
export const arnOf = (namespace: string): string => namespaceArnOf({ ...scope, namespace });

/** Somebody registers a person by hand, as this program would. */
export async function registerByHand(
  { client }: SimulatedNamespace,
  { session, email, role, groups }: Person,
): Promise<void> {
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  await client.send(
    new RegisterUserCommand({
      ...address,
      IdentityType: "IAM",
      IamArn: federationRoleArn(scope),
      SessionName: session,
      Email: email,
      UserRole: role,
    }),
  );
  for (const group of groups) {
    await client.send(
      new CreateGroupMembershipCommand({
        ...address,
        GroupName: groupNameOf(scope, group),
        MemberName: userNameOf(scope, session),
      }),
    );
  }
}

/** Somebody deletes a person by hand. */
export async function deleteByHand({ client }: SimulatedNamespace, email: string): Promise<void> {
  await client.send(
    new DeleteUserCommand({
      AwsAccountId: scope.accountId,
      Namespace: scope.namespace,
      UserName: userNameOf(scope, email),
    }),
  );
}

/** Makes further namespaces, at once. */
export async function createNamespaces(
  { client }: SimulatedNamespace,
  ...names: string[]
): Promise<void> {
  for (const Namespace of names) {
    await client.send(
      new CreateNamespaceCommand({
        AwsAccountId: scope.accountId,
        Namespace,
        IdentityStore: "QUICKSIGHT",
      }),
    );
  }
}
