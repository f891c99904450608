import type { QuickSightClient, User } from "@aws-sdk/client-quicksight";
import { type NamespaceScope, userNameOf } from "../aws/scope.ts";
import { describeUserName } from "./describeUserName.ts";

/** A user of the federation role as QuickSight has them; undefined when the namespace has no such user, or is not there. */
export function describeUser(
  client: QuickSightClient,
  scope: NamespaceScope,
  session: string,
): Promise<User | undefined> {
  return describeUserName(client, scope, userNameOf(scope, session));
}
