import {
  DeleteBucketEncryptionCommand,
  GetBucketEncryptionCommand,
  PutBucketEncryptionCommand,
  S3Client,
  type ServerSideEncryption,
} from "@aws-sdk/client-s3";
import type { Resource } from "../resource.ts";

type EncryptionRule = {
  applyServerSideEncryptionByDefault?: {
    sseAlgorithm: ServerSideEncryption;
    kmsMasterKeyId?: string;
  };
  bucketKeyEnabled?: boolean;
};

type BucketEncryptionInputs = { bucket: string; rules: EncryptionRule[] };

/** `aws.s3.BucketServerSideEncryptionConfiguration`. */
export const s3BucketEncryption: Resource<BucketEncryptionInputs> = {
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  inputs: ["bucket", "rules"],
  notFound: ["NoSuchBucket", "ServerSideEncryptionConfigurationNotFoundError"],

  async create(context, inputs) {
    await this.update?.(context, inputs.bucket, inputs, {});
    return inputs.bucket;
  },

  async read(context, bucket) {
    const { ServerSideEncryptionConfiguration: found } = await context
      .client(S3Client)
      .send(new GetBucketEncryptionCommand({ Bucket: bucket }));
    const rules = found?.Rules?.map((rule) => ({
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
        kmsMasterKeyId: rule.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID,
      },
      bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
    }));
    return { bucket, rules };
  },

  async update(context, bucket, { rules }) {
    const Rules = rules.map((rule) => ({
      ...encryptionByDefault(rule),
      BucketKeyEnabled: rule.bucketKeyEnabled ?? false,
    }));
    await context.client(S3Client).send(
      new PutBucketEncryptionCommand({
        Bucket: bucket,
        ServerSideEncryptionConfiguration: { Rules },
      }),
    );
  },

  async delete(context, bucket) {
    await context.client(S3Client).send(new DeleteBucketEncryptionCommand({ Bucket: bucket }));
  },
};

function encryptionByDefault({ applyServerSideEncryptionByDefault: wanted }: EncryptionRule) {
  if (wanted === undefined) return {};
  const key = wanted.kmsMasterKeyId ? { KMSMasterKeyID: wanted.kmsMasterKeyId } : {};
  return { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: wanted.sseAlgorithm, ...key } };
}
