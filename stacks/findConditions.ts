import type { PolicyConditions } from "@quicksight-governance/core/settings";
import type { StackResources } from "./readState.ts";

/** How the state names the role that every account stack has made. */
const madeRole = "quicksight-governance:account:DataFileAccess$aws:iam/role:Role::data-files";

/**
 * Which conditions the policies for QuickSight have in this stack, where the settings do not say it: earlier versions set all of them,
 * and where QuickSight meets them, an upgrade must not open what was closed. A new stack has those that AWS documents.
 */
export function findConditions(resources: StackResources): PolicyConditions {
  const isConditional = Object.entries(resources).some(([urn, { outputs }]) => {
    const trust = urn.endsWith(madeRole) ? outputs?.["assumeRolePolicy"] : undefined;
    return typeof trust === "string" && trust.includes("aws:SourceAccount");
  });
  return isConditional ? "all" : "documented";
}
