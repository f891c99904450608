import { type NamespaceScope, userNameOf } from "../aws/scope.ts";

/** The command that deletes a user of the federation role, for a person who decides that themselves. */
export function deletionCommand(scope: NamespaceScope, session: string): string {
  const { accountId, identityRegion, namespace } = scope;
  return `aws quicksight delete-user --region ${identityRegion} --aws-account-id ${accountId} --namespace ${namespace} --user-name ${userNameOf(scope, session)}`;
}
