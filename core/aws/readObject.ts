import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "./awsAccess.ts";

/**
 * The content of an S3 object, as bytes: what they mean is for the reader to find out.
 *
 * @param versionId which version; absent: the latest
 */
export async function readObject(
  bucket: string,
  key: string,
  access: AwsAccess,
  versionId?: string,
): Promise<Uint8Array> {
  const client = new S3Client({ ...access });
  try {
    const version = versionId === undefined ? {} : { VersionId: versionId };
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...version }),
    );
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } finally {
    client.destroy();
  }
}
