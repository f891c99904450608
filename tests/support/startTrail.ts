import {
  type CloudTrailClient,
  CreateTrailCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { CreateBucketCommand, PutBucketPolicyCommand, type S3Client } from "@aws-sdk/client-s3";

/** Has a trail log what happens from now on, into a bucket that it makes. */
export async function startTrail(
  trail: CloudTrailClient,
  s3: S3Client,
  Bucket = "trail-of-everything",
): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["s3:GetBucketAcl", "s3:PutObject"],
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    ],
  });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await trail.send(new CreateTrailCommand({ Name: "everything", S3BucketName: Bucket }));
  await trail.send(new StartLoggingCommand({ Name: "everything" }));
}
