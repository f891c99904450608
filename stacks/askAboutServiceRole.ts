import {
  planServiceRole,
  readServiceRole,
  serviceRoleGuard,
} from "@quicksight-governance/core/account";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** Why the guard refuses that QuickSight gets another role for the whole account; undefined when it does not, or none is set. */
export async function askAboutServiceRole(
  { serviceRole: roleArn }: Pick<AccountSettings, "serviceRole">,
  { accountId, identityRegion }: Facts,
  access: AwsAccess,
): Promise<string | undefined> {
  if (roleArn === undefined) return undefined;
  const client = createQuickSight({ ...access, region: identityRegion });
  try {
    const actual = await readServiceRole(client, accountId);
    const desired = { accountId, roleArn };
    const plan = planServiceRole(desired, actual);
    return askGuard(serviceRoleGuard, { desired, actual, plan });
  } finally {
    client.destroy();
  }
}
