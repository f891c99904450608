import type { ResourcePermission } from "@aws-sdk/client-quicksight";
import { permissionSet } from "../assets/permissionSet.ts";
import type { Revocation } from "../assets/revokePermissions.ts";
import { groupArnOf, namespaceArnOf } from "../aws/scope.ts";
import type { AccessScope } from "./governedAccess.ts";
import { everybody } from "./grant.ts";
import type { ChangingStep } from "./step.ts";

/** What a call for these steps on one asset says. A step is at most one grant and one revocation. */
export function permissionChanges(
  scope: AccessScope,
  steps: readonly ChangingStep[],
): Required<Revocation> {
  const grant: ResourcePermission[] = [];
  const revoke: ResourcePermission[] = [];
  for (const step of steps) {
    const Principal =
      step.group === everybody ? namespaceArnOf(scope) : groupArnOf(scope, step.group);
    const { kind } = step.asset;
    if (step.kind === "grant") {
      grant.push({ Principal, Actions: permissionSet(kind, step.level) });
    } else if (step.kind === "revoke") {
      revoke.push({ Principal, Actions: [...step.actions] });
    } else {
      grant.push({ Principal, Actions: permissionSet(kind, step.to) });
      if (step.surplus.length > 0) revoke.push({ Principal, Actions: [...step.surplus] });
    }
  }
  return { grant, revoke };
}
