import { DescribeKeyRegistrationCommand, type QuickSightClient } from "@aws-sdk/client-quicksight";
import type { RegisteredKey } from "./registeredKey.ts";

/** The keys that QuickSight has registered in the Region of the client, without names. */
export async function readRegistered(
  client: QuickSightClient,
  accountId: string,
): Promise<RegisteredKey[]> {
  const { KeyRegistration = [] } = await client.send(
    new DescribeKeyRegistrationCommand({ AwsAccountId: accountId }),
  );
  return KeyRegistration.map(({ KeyArn = "", DefaultKey = false }) => ({
    arn: KeyArn,
    default: DefaultKey,
  }));
}
