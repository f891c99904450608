import type { NamespaceScope } from "../aws/scope.ts";
import { deletionCommand } from "./deletionCommand.ts";
import { selfRegistration } from "./step.ts";

/**
 * Why somebody cannot be registered whom another namespace has, and what to do.
 *
 * @param there the scope of that namespace
 */
export function describeElsewhere(there: NamespaceScope, session: string, role: string): string {
  const { namespace } = there;
  const found = `is in namespace ${namespace} (${role}), and QuickSight has a federated identity in one namespace only`;
  if (namespace === selfRegistration) return `${found}; the next run looks at them there`;
  return `${found}; if their rows came from ${namespace}, run its stack first, which removes them there, and this one again (a stack whose namespace was changed is destroyed first, and then run); if nothing governs ${namespace}, hand over what they own, and delete them: ${deletionCommand(there, session)}`;
}
