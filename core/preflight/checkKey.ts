import { DescribeKeyCommand, KMSClient, type KeyMetadata } from "@aws-sdk/client-kms";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** Something that keeps QuickSight from taking a key. */
export interface KeyProblem extends Problem {
  /** True: only that it is not enabled, which takes nothing from a key that is registered until the list is sent again. */
  readonly isDisabled?: boolean;
}

/**
 * Checks that QuickSight can take a key: of this account and Region, symmetric, for encryption, and enabled (AWS user guide,
 * "Key management"). QuickSight itself answers a registration with HTTP 200 and a list of what failed, which is easily missed.
 *
 * @param where the setting that names the key
 */
export async function checkKey(
  where: string,
  keyArn: string,
  accountId: string,
  access: AwsAccess,
): Promise<KeyProblem[]> {
  const [, , , region = "", owner = ""] = keyArn.split(":");
  if (owner !== accountId) {
    return [
      {
        where,
        message: `the key belongs to account ${owner}; use a key of account ${accountId} (got ${keyArn})`,
      },
    ];
  }
  if (region !== access.region) {
    return [
      {
        where,
        message: `the key is in ${region}; use a key in ${access.region}, where the data is (got ${keyArn})`,
      },
    ];
  }
  const client = new KMSClient({ ...access });
  try {
    const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId: keyArn }));
    return findWrong(key).map((problem) => ({
      ...{ where, ...problem },
      message: `${problem.message} (got ${keyArn})`,
    }));
  } catch (error) {
    const message = `the key cannot be looked at (${describeError(error)}); correct the ARN, or allow kms:DescribeKey on it`;
    const denied = error instanceof Error && error.name === "AccessDeniedException";
    return [{ where, message, denied }];
  } finally {
    client.destroy();
  }
}

function findWrong(key: KeyMetadata | undefined): Omit<KeyProblem, "where">[] {
  const wrong: Omit<KeyProblem, "where">[] = [];
  if (key?.KeySpec !== "SYMMETRIC_DEFAULT" || key.KeyUsage !== "ENCRYPT_DECRYPT") {
    const found = `${key?.KeySpec ?? "unknown"} for ${key?.KeyUsage ?? "unknown"}`;
    wrong.push({ message: `the key is ${found}; use a symmetric key for ENCRYPT_DECRYPT` });
  }
  if (key?.KeyState !== "Enabled") {
    const message = `the key is ${key?.KeyState ?? "unknown"}; enable it, or use another`;
    wrong.push({ message, isDisabled: true });
  }
  return wrong;
}
