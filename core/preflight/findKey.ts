import { DescribeKeyCommand, KMSClient, NotFoundException } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** A KMS key that is there. */
export interface FoundKey {
  readonly keyId: string;
  /** Empty where it has none. */
  readonly description: string;
  /** `Enabled`, `PendingDeletion` and so on. */
  readonly state: string;
}

/**
 * Finds the key that an alias leads to; undefined when there is no such alias.
 *
 * @param alias with `alias/`
 * @throws what KMS says when it may not be looked at
 */
export async function findKey(alias: string, access: AwsAccess): Promise<FoundKey | undefined> {
  const client = new KMSClient({ ...access });
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: alias }));
    if (key?.KeyId === undefined) return undefined;
    const { KeyId: keyId, Description: description = "", KeyState: state = "unknown" } = key;
    return { keyId, description, state };
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
