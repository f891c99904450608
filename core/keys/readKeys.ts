import { DescribeKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { findKeyUses } from "./findKeyUses.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
import { findLeaving } from "./planKeys.ts";

/** Which keys QuickSight has registered in the Region, and what those that would leave encrypt. Writes nothing. */
export async function readKeys(
  governed: Pick<GovernedKeys, "accountId" | "keys">,
  access: AwsAccess,
): Promise<ActualKeys> {
  const client = createQuickSight(access);
  try {
    const command = new DescribeKeyRegistrationCommand({ AwsAccountId: governed.accountId });
    const { KeyRegistration = [] } = await client.send(command);
    const registered = KeyRegistration.flatMap(({ KeyArn }) => KeyArn ?? []);
    return { registered, ...(await findKeyUses(findLeaving(governed, registered), access)) };
  } finally {
    client.destroy();
  }
}
