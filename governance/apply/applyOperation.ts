import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  type QuickSightClient,
  RegisterUserCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateUserCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import type { Role } from "../role.ts";
import type { Operation } from "../plan/planRoster.ts";
import {
  federationRoleArn,
  groupNameOf,
  type NamespaceScope,
  userNameOf,
} from "../quicksight/scope.ts";

/**
 * How long a new user may be unknown to the membership call, in milliseconds. AWS states no figure for it; it documents that
 * changes take up to five minutes to show up, and others saw it take seconds (uktrade/data-workspace-frontend#939).
 */
const newcomerPatience = 60_000;

/**
 * Carries out one operation. Each is safe to repeat: what is already so counts as done, because an earlier run may have been
 * killed after the call, or the answer to the call may have been lost.
 */
export async function applyOperation(
  client: QuickSightClient,
  scope: NamespaceScope,
  operation: Operation,
): Promise<void> {
  const { email } = operation;
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  const user = { ...address, UserName: userNameOf(scope, email) };
  switch (operation.kind) {
    case "register":
      return register(client, scope, email, operation.role);
    case "change-role":
      await client.send(new UpdateUserCommand({ ...user, Email: email, Role: operation.to }));
      return;
    case "change-email":
      await client.send(new UpdateUserCommand({ ...user, Email: email, Role: operation.role }));
      return;
    case "downgrade":
      await deleteUser(client, scope, email);
      return register(client, scope, email, operation.to);
    case "add-member":
      return addMember(client, scope, email, operation.group);
    case "remove-member":
      return removeMember(client, scope, email, operation.group);
    case "remove":
      return deleteUser(client, scope, email);
  }
}

async function register(
  client: QuickSightClient,
  scope: NamespaceScope,
  email: string,
  role: Role,
): Promise<void> {
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  try {
    await client.send(
      new RegisterUserCommand({
        ...address,
        IdentityType: "IAM",
        IamArn: federationRoleArn(scope),
        SessionName: email,
        Email: email,
        UserRole: role,
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    // They signed in since the namespace was read, or this is the second try of a call whose answer was lost.
    const UserName = userNameOf(scope, email);
    await client.send(new UpdateUserCommand({ ...address, UserName, Email: email, Role: role }));
  }
}

async function deleteUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  email: string,
): Promise<void> {
  await toleratingAbsence(
    client.send(
      new DeleteUserCommand({
        AwsAccountId: scope.accountId,
        Namespace: scope.namespace,
        UserName: userNameOf(scope, email),
      }),
    ),
  );
}

/** A user registered a moment ago may not be known to this call yet: it is tried again for a while. */
async function addMember(
  client: QuickSightClient,
  scope: NamespaceScope,
  email: string,
  group: string,
): Promise<void> {
  const command = new CreateGroupMembershipCommand(membership(scope, email, group));
  const deadline = Date.now() + newcomerPatience;
  for (let pause = 200; ; pause = Math.min(pause * 2, 5000)) {
    try {
      await client.send(command);
      return;
    } catch (error) {
      const notYet = error instanceof ResourceNotFoundException && isAboutUser(error);
      if (!notYet || Date.now() + pause > deadline) throw error;
      await sleep(pause);
    }
  }
}

/** A missing group will not appear by waiting; only the answers that do not name the group are worth another try. */
function isAboutUser(error: ResourceNotFoundException): boolean {
  return error.ResourceType === undefined || error.ResourceType === "USER";
}

async function removeMember(
  client: QuickSightClient,
  scope: NamespaceScope,
  email: string,
  group: string,
): Promise<void> {
  await toleratingAbsence(
    client.send(new DeleteGroupMembershipCommand(membership(scope, email, group))),
  );
}

function membership(scope: NamespaceScope, email: string, group: string) {
  return {
    AwsAccountId: scope.accountId,
    Namespace: scope.namespace,
    GroupName: groupNameOf(scope, group),
    MemberName: userNameOf(scope, email),
  };
}

async function toleratingAbsence(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
