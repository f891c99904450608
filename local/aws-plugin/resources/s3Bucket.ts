import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketTaggingCommand,
  S3Client,
  type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import type { Context } from "../context.ts";
import { saysNotFound } from "../failures.ts";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";
import { fromTagList, toTagList } from "../tags.ts";

type BucketInputs = {
  bucket: string;
  bucketPrefix?: string;
  forceDestroy?: boolean;
  objectLockEnabled?: boolean;
  tags?: Record<string, string>;
};

/** `aws.s3.Bucket`; what configures a bucket further has resources of its own. */
export const s3Bucket: Resource<BucketInputs> = {
  type: "aws:s3/bucket:Bucket",
  inputs: ["bucket", "bucketPrefix", "forceDestroy", "objectLockEnabled", "tags"],
  naming: { input: "bucket", prefixInput: "bucketPrefix", maxLength: 63, lowerCase: true },
  notFound: ["NotFound", "NoSuchBucket"],

  async create(context, { bucket, objectLockEnabled }) {
    const location = context.region as BucketLocationConstraint;
    await context.client(S3Client).send(
      new CreateBucketCommand({
        Bucket: bucket,
        ...(objectLockEnabled === true ? { ObjectLockEnabledForBucket: true } : {}),
        // us-east-1 is the only Region that must not be named.
        ...(context.region === "us-east-1"
          ? {}
          : { CreateBucketConfiguration: { LocationConstraint: location } }),
      }),
    );
    return bucket;
  },

  async settle(context, bucket, { tags }) {
    if (Object.keys(tags ?? {}).length > 0) await putTags(context, bucket, tags);
  },

  async read(context, bucket) {
    const s3 = context.client(S3Client);
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
    const { name, dnsSuffix } = partitionOf(context.region);
    return {
      bucket,
      arn: `arn:${name}:s3:::${bucket}`,
      bucketDomainName: `${bucket}.s3.${dnsSuffix}`,
      bucketRegion: context.region,
      bucketRegionalDomainName: `${bucket}.s3.${context.region}.${dnsSuffix}`,
      objectLockEnabled: await hasObjectLock(s3, bucket),
      tags: await readTags(s3, bucket),
    };
  },

  async update(context, bucket, { tags }, previous) {
    if (Object.keys(tags ?? {}).length > 0) return;
    if (Object.keys(previous.tags ?? {}).length === 0) return;
    await context.client(S3Client).send(new DeleteBucketTaggingCommand({ Bucket: bucket }));
  },

  async delete(context, bucket, { forceDestroy }) {
    const s3 = context.client(S3Client);
    if (forceDestroy === true) await emptyBucket(s3, bucket);
    await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
  },
};

async function putTags(
  context: Context,
  bucket: string,
  tags: Record<string, string> | undefined,
): Promise<void> {
  const Tagging = { TagSet: toTagList(tags) };
  await context.client(S3Client).send(new PutBucketTaggingCommand({ Bucket: bucket, Tagging }));
}

async function readTags(s3: S3Client, bucket: string): Promise<Record<string, string>> {
  try {
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: bucket }));
    return fromTagList(TagSet);
  } catch (error) {
    if (saysNotFound(error, ["NoSuchTagSet", "NoSuchTagSetError"])) return {};
    throw error;
  }
}

async function hasObjectLock(s3: S3Client, bucket: string): Promise<boolean> {
  try {
    const found = await s3.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }));
    return found.ObjectLockConfiguration?.ObjectLockEnabled === "Enabled";
  } catch (error) {
    if (saysNotFound(error, ["ObjectLockConfigurationNotFoundError"])) return false;
    throw error;
  }
}

/** Deletes every object, old versions and delete markers included. */
async function emptyBucket(s3: S3Client, bucket: string): Promise<void> {
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    const objects = found.map(({ Key, VersionId }) => ({ Key: Key ?? "", VersionId }));
    if (objects.length === 0) return;
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        BypassGovernanceRetention: false,
        Delete: { Objects: objects.map(withoutMissingVersion), Quiet: true },
      }),
    );
    const [failed] = Errors;
    if (failed) throw new Error(`object ${failed.Key ?? ""}: ${failed.Message ?? "not deleted"}`);
  }
}

function withoutMissingVersion({ Key, VersionId }: { Key: string; VersionId: string | undefined }) {
  return VersionId === undefined ? { Key } : { Key, VersionId };
}
