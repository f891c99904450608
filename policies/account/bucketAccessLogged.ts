import { govern } from "../support/govern.ts";
import { declaredOf, isAbout } from "../things/about.ts";

/** Buckets log who reads and writes. One that others write these logs to would log its own logging without end: it is left alone. */
export const bucketAccessLogged = govern({
  name: "bucket-access-logged",
  description: "An S3 bucket logs each access to another bucket.",
  why: "Without the log nobody can say afterwards who read the data.",
  severity: "medium",
  topics: ["audit", "storage"],
  controls: [
    { framework: "AWS Security Hub", control: "S3.9" },
    { framework: "PCI DSS", control: "10.2.1" },
    { framework: "HIPAA", control: "164.312(b)" },
  ],
  remediationSteps: "Give the bucket a BucketLogging with another bucket as targetBucket.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  settings: {},
  together: (stack, _config, report) => {
    if (!stack.isWhole) return;
    for (const bucket of declaredOf(stack, "bucket")) {
      const logs = stack.pointing("bucketLogging", "bucket", bucket);
      const filled = stack.pointing("bucketLogging", "target", bucket);
      if (filled.some((one) => logs.includes(one))) {
        report(bucket, {
          wrong: "the bucket logs into itself, and so each log is logged again",
          got: "itself as targetBucket",
          todo: "log to another bucket",
        });
      }
      if (filled.length > 0 || isAbout("bucketLogging", "bucket", bucket, stack)) continue;
      report(bucket, {
        wrong: "nobody can tell who read or wrote the bucket",
        got: "no BucketLogging",
        todo: "add a BucketLogging with another bucket as targetBucket",
      });
    }
  },
});
