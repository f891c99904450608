import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** A bucket that is there. */
export interface FoundBucket {
  /** Where it is; absent where S3 does not say. */
  readonly region?: string;
  /** The ids of its lifecycle rules; none where it is in another Region. */
  readonly rules: readonly string[];
  /** True: nothing is in it, and it has neither rules nor a policy, as one that was just made. */
  readonly untouched: boolean;
}

/**
 * Finds a bucket of this account by its name, which is one in the world; undefined when nobody has it.
 *
 * @throws what S3 says: 403 when another account has it, or when it may not be looked at
 */
export async function findBucket(
  name: string,
  accountId: string,
  access: AwsAccess,
): Promise<FoundBucket | undefined> {
  const bucket = { Bucket: name, ExpectedBucketOwner: accountId };
  const client = new S3Client({ ...access });
  try {
    const { BucketRegion: region = access.region } = await client.send(
      new HeadBucketCommand(bucket),
    );
    if (region !== access.region) return { region, rules: [], untouched: false };
    const rules = await readRules(client, bucket);
    return { region, rules, untouched: rules.length === 0 && (await isUntouched(client, bucket)) };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { httpStatusCode } = error.$metadata;
    if (httpStatusCode === 404) return undefined;
    if (httpStatusCode !== 301) throw error;
    const region = error.$response?.headers["x-amz-bucket-region"];
    return { ...(region === undefined ? {} : { region }), rules: [], untouched: false };
  } finally {
    client.destroy();
  }
}

async function readRules(client: S3Client, bucket: { Bucket: string }): Promise<string[]> {
  try {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand(bucket));
    return Rules.flatMap(({ ID }) => ID ?? []);
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchLifecycleConfiguration") return [];
    throw error;
  }
}

async function isUntouched(client: S3Client, bucket: { Bucket: string }): Promise<boolean> {
  const { KeyCount = 0 } = await client.send(new ListObjectsV2Command({ ...bucket, MaxKeys: 1 }));
  if (KeyCount > 0) return false;
  try {
    await client.send(new GetBucketPolicyCommand(bucket));
    return false;
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchBucketPolicy") return true;
    throw error;
  }
}
