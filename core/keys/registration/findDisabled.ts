import { DescribeKeyCommand, KMSClient, NotFoundException } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../../aws/awsAccess.ts";

/**
 * How KMS has those of these keys that are not enabled, by their ARN: `Disabled`, `PendingDeletion`. A key that is gone is left out, as it
 * encrypts nothing any more.
 *
 * @param keyArns keys of the Region of `access`
 * @throws what KMS says when one may not be looked at
 */
export async function findDisabled(
  keyArns: readonly string[],
  access: AwsAccess,
): Promise<ReadonlyMap<string, string>> {
  const disabled = new Map<string, string>();
  const client = new KMSClient({ ...access });
  try {
    for (const KeyId of keyArns) {
      try {
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
        const { KeyState: state = "unknown" } = KeyMetadata ?? {};
        if (state !== "Enabled") disabled.set(KeyId, state);
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
      }
    }
  } finally {
    client.destroy();
  }
  return disabled;
}
