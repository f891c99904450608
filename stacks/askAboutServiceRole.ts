import {
  planServiceRole,
  readServiceRole,
  serviceRoleGuard,
} from "@quicksight-governance/core/account";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import { readForGuard } from "./readForGuard.ts";
import type { AccountSettings } from "./settings.ts";

/** Why the guard refuses that QuickSight gets another role for the whole account; undefined when it does not, or none is set. */
export async function askAboutServiceRole(
  { serviceRole: roleArn }: Pick<AccountSettings, "serviceRole">,
  { accountId, identityRegion }: Facts,
  access: AwsAccess,
): Promise<string | undefined> {
  if (roleArn === undefined) return undefined;
  const desired = { accountId, roleArn };
  const client = createQuickSight({ ...access, region: identityRegion });
  try {
    const found = await readForGuard(
      {
        where: "account.serviceRole",
        unknown: "which role QuickSight uses",
        allow: "quicksight:DescribeResourcePermissions",
      },
      async () => ({ actual: await readServiceRole(client, accountId) }),
    );
    if (found === undefined) return undefined;
    return askGuard(serviceRoleGuard, {
      ...{ desired, ...found },
      plan: planServiceRole(desired, found.actual),
    });
  } finally {
    client.destroy();
  }
}
