import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "./awsAccess.ts";

/** The text of an S3 object. */
export async function readObject(bucket: string, key: string, access: AwsAccess): Promise<string> {
  const client = new S3Client({ ...access });
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString("utf-8")) ?? "";
  } finally {
    client.destroy();
  }
}
