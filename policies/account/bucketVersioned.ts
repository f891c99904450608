import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { declaredOf, isAbout } from "../things/about.ts";
import { undecided } from "../things/plain.ts";

/** Buckets keep what was overwritten or deleted. */
export const bucketVersioned = govern({
  name: "bucket-versioned",
  description: "An S3 bucket keeps the versions of its objects.",
  why: "Versions are the only way back from a file that was overwritten or deleted, and the only history of who was a member when.",
  severity: "medium",
  topics: ["storage"],
  controls: [
    { framework: "AWS Security Hub", control: "S3.14" },
    { framework: "HIPAA", control: "164.312(c)(1)" },
  ],
  remediationSteps: "Give the bucket a BucketVersioning with the status Enabled.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  settings: {},
  together: (stack, _config, report) => {
    for (const versioning of declaredOf(stack, "bucketVersioning")) {
      const { status } = versioning.fields;
      if (status === "Enabled" || status === undecided) continue;
      report(versioning, {
        wrong: "the bucket keeps no versions",
        got: `status ${show(status)}`,
        todo: "set the status of its versioning to Enabled",
      });
    }
    if (!stack.isWhole) return;
    for (const bucket of declaredOf(stack, "bucket")) {
      if (isAbout("bucketVersioning", "bucket", bucket, stack)) continue;
      report(bucket, {
        wrong: "the bucket keeps no versions",
        got: "no BucketVersioning",
        todo: "add a BucketVersioning with the status Enabled",
      });
    }
  },
});
