import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

/**
 * Finds the ARN of a KMS key: a policy must name the key itself, as an alias may go to another.
 *
 * @param where the setting whose secret is encrypted with it
 * @param keyId its id, its ARN, an alias or the ARN of one
 */
export async function findKeyArn(
  where: string,
  keyId: string,
  access: AwsAccess,
): Promise<{ readonly arn?: string; readonly problems: readonly Problem[] }> {
  if (/^arn:[^:]+:kms:.*:key\//.test(keyId)) return { arn: keyId, problems: [] };
  const client = new KMSClient({ ...access });
  try {
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: keyId }));
    const arn = KeyMetadata?.Arn;
    return arn === undefined ? { problems: [] } : { arn, problems: [] };
  } catch (error) {
    const denied = error instanceof Error && /^AccessDenied/.test(error.name);
    const message = `the key ${keyId} of the secret cannot be looked at (${describeError(error)}); allow kms:DescribeKey on it: QuickSight must be allowed to decrypt with it`;
    return { problems: [{ where, message, denied }] };
  } finally {
    client.destroy();
  }
}
