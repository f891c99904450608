import {
  CloudTrailClient,
  GetTrailCommand,
  TrailNotFoundException,
} from "@aws-sdk/client-cloudtrail";
import type { AwsAccess } from "../aws/awsAccess.ts";

/** A trail of CloudTrail. */
export interface FoundTrail {
  readonly arn: string;
  /** The bucket that it writes to. */
  readonly bucket: string;
}

/** The trail of a name that the Region has; undefined: none. */
export async function findTrail(name: string, access: AwsAccess): Promise<FoundTrail | undefined> {
  const client = new CloudTrailClient({ ...access });
  try {
    const { Trail } = await client.send(new GetTrailCommand({ Name: name }));
    return { arn: Trail?.TrailARN ?? "", bucket: Trail?.S3BucketName ?? "" };
  } catch (error) {
    if (error instanceof TrailNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
