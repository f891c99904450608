import {
  CreateGroupCommand,
  DeleteUserCustomPermissionCommand,
  type QuickSightClient,
  ResourceExistsException,
  UpdateUserCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { Operation } from "../plan/operation.ts";
import type { QuickSightClients } from "../../aws/createClients.ts";
import { groupNameOf, userNameOf } from "../../aws/scope.ts";
import { findOtherGroups, joinGroup, removeMember } from "./changeMembership.ts";
import { deleteUser } from "./deleteUser.ts";
import { handOverAll } from "./handOverAll.ts";
import { registerAgain, registerUser } from "./registerUser.ts";
import { tolerating } from "../../aws/tolerating.ts";

/** Notes that a person was deleted, or is registered again. */
export type Note = (email: string, state: "deleted" | "registered") => Promise<void>;

/** What an operation has of its run. */
export interface OperationContext {
  readonly note: Note;
  /** Once aborted, nothing further is taken from anybody. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries out one operation. Each is safe to repeat: what is already so counts as done, because an earlier run may have been
 * killed after the call, or the answer to the call may have been lost.
 */
export async function applyOperation(
  clients: QuickSightClients,
  governed: GovernedNamespace,
  operation: Operation,
  { note, signal }: OperationContext,
): Promise<void> {
  const { scope } = governed;
  const client = clients.identity;
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  if (operation.kind === "create-group") {
    const GroupName = groupNameOf(scope, operation.group);
    const { description: Description } = operation;
    const group = { ...address, GroupName, ...(Description === undefined ? {} : { Description }) };
    await tolerating(ResourceExistsException, client.send(new CreateGroupCommand(group)));
    return;
  }
  const { email } = operation;
  const user = { ...address, UserName: userNameOf(scope, email) };
  switch (operation.kind) {
    case "register":
      await registerUser(client, scope, operation);
      return note(email, "registered");
    case "change-role":
      await client.send(new UpdateUserCommand({ ...user, Email: email, Role: operation.to }));
      return;
    case "change-email":
      await client.send(new UpdateUserCommand({ ...user, Email: email, Role: operation.role }));
      return;
    case "change-permissions":
      return changePermissions(client, user, operation.to);
    case "downgrade": {
      await handOverAll(clients, governed, operation, signal);
      const others = await findOtherGroups(client, scope, email);
      await note(email, "deleted");
      signal?.throwIfAborted();
      await deleteUser(client, scope, email);
      await registerAgain(client, scope, { ...operation, role: operation.to });
      for (const name of others) await joinGroup(client, scope, email, name, signal);
      return note(email, "registered");
    }
    case "add-member":
      return joinGroup(client, scope, email, groupNameOf(scope, operation.group), signal);
    case "remove-member":
      return removeMember(client, scope, email, operation.group);
    case "remove":
      await handOverAll(clients, governed, operation, signal);
      signal?.throwIfAborted();
      return deleteUser(client, scope, email);
  }
}

async function changePermissions(
  client: QuickSightClient,
  user: { readonly AwsAccountId: string; readonly Namespace: string; readonly UserName: string },
  CustomPermissionsName: string | undefined,
): Promise<void> {
  if (CustomPermissionsName === undefined) {
    await client.send(new DeleteUserCustomPermissionCommand(user));
  } else {
    await client.send(new UpdateUserCustomPermissionCommand({ ...user, CustomPermissionsName }));
  }
}
