import type { AwsAccess } from "@quicksight-governance/core/aws";
import { explainUnseen, findRole } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import { secretsRoleName, secretsRolePath } from "../components/secretsAccess.ts";
import type { StackResources } from "./readState.ts";

/** How the state names the role where the stack made it. */
const madeRole = "quicksight-governance:account:SecretsAccess$aws:iam/role:Role::secrets";

/**
 * Finds out whether somebody else made the role with which QuickSight reads secrets: then it is taken as it is, and gets a policy.
 * QuickSight has one for the account, so that a second one is none.
 */
export async function findSecretsRole(
  resources: StackResources,
  access: AwsAccess,
): Promise<{ readonly existing: boolean; readonly problems: readonly Problem[] }> {
  const where = "account.secrets";
  if (Object.keys(resources).some((urn) => urn.endsWith(madeRole))) {
    return { existing: false, problems: [] };
  }
  try {
    const arn = await findRole(secretsRoleName, access);
    if (arn === undefined) return { existing: false, problems: [] };
    if (arn.endsWith(`:role${secretsRolePath}${secretsRoleName}`)) {
      return { existing: true, problems: [] };
    }
    const message = `the role ${secretsRoleName} is ${arn}, where QuickSight does not look for it; delete it, and the next run makes it at ${secretsRolePath}, or let the QuickSight console make it (Manage QuickSight, Security & permissions, Secrets Manager)`;
    return { existing: false, problems: [{ where, message }] };
  } catch (error) {
    return { existing: false, problems: [explainUnseen(where, secretsRoleName, error)] };
  }
}
