import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { type AccessRecord, keyIdOf } from "./keyAccess.ts";

/** Where in the governance bucket it is written down that access to a key was revoked or restored, for each method. */
export function accessRecordKey(
  keyArn: string,
  { at, method }: Pick<AccessRecord, "at" | "method">,
): string {
  return `keys/access/${keyIdOf(keyArn)}/${at}-${method}.json`;
}

/** Writes down who revoked or restored access to a key, when and why; repeated, the same object. */
export async function recordAccess(
  bucket: string,
  access: AwsAccess,
  keyArn: string,
  record: AccessRecord & { readonly proof?: object },
): Promise<void> {
  const client = new S3Client({ ...access });
  try {
    await client.send(
      new PutObjectCommand({
        ...{ Bucket: bucket, Key: accessRecordKey(keyArn, record) },
        ...{ ContentType: "application/json", Body: JSON.stringify({ keyArn, ...record }) },
      }),
    );
  } finally {
    client.destroy();
  }
}
