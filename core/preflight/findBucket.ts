import {
  GetBucketLifecycleConfigurationCommand,
  HeadBucketCommand,
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
    const rules = region === access.region ? await readRules(client, bucket) : [];
    return { region, rules };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { httpStatusCode } = error.$metadata;
    if (httpStatusCode === 404) return undefined;
    if (httpStatusCode !== 301) throw error;
    const region = error.$response?.headers["x-amz-bucket-region"];
    return { ...(region === undefined ? {} : { region }), rules: [] };
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
