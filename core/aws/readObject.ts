import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "./awsAccess.ts";

/**
 * The text of an S3 object.
 *
 * @param versionId which version; absent: the latest
 */
export async function readObject(
  bucket: string,
  key: string,
  access: AwsAccess,
  versionId?: string,
): Promise<string> {
  const client = new S3Client({ ...access });
  try {
    const version = versionId === undefined ? {} : { VersionId: versionId };
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...version }),
    );
    return (await Body?.transformToString("utf-8")) ?? "";
  } finally {
    client.destroy();
  }
}
