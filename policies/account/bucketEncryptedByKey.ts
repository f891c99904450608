import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { declaredOf, isAbout } from "../things/about.ts";
import { undecided } from "../things/plain.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  algorithms: texts("Algorithms with which a bucket may encrypt what it is given.", [
    "aws:kms",
    "aws:kms:dsse",
  ]),
};

/**
 * Buckets encrypt with a key of KMS. One that only takes the access logs of others is left alone: AWS's guide has S3's own key there
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
 */
export const bucketEncryptedByKey = govern({
  name: "bucket-encrypted-by-key",
  description: "An S3 bucket encrypts with a key of KMS.",
  why: "Whoever reads then needs the key too, each use of it is recorded, and disabling it closes the data at once.",
  severity: "medium",
  topics: ["encryption", "storage"],
  controls: [{ framework: "AWS Security Hub", control: "S3.17" }],
  remediationSteps:
    "Give the bucket a BucketServerSideEncryptionConfiguration with sseAlgorithm aws:kms and a key in kmsMasterKeyId.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  settings,
  together: (stack, { algorithms }, report) => {
    if (!stack.isWhole) return;
    const todo = `add a BucketServerSideEncryptionConfiguration with sseAlgorithm ${algorithms.join(" or ")}`;
    for (const bucket of declaredOf(stack, "bucket")) {
      if (takesLogs(bucket, stack)) continue;
      const weak = stack.pointing("bucketEncryption", "bucket", bucket).filter(({ fields }) => {
        const { algorithm } = fields;
        return algorithm !== undecided && !algorithms.some((allowed) => allowed === algorithm);
      });
      if (weak.length === 0 && isAbout("bucketEncryption", "bucket", bucket, stack)) continue;
      report(bucket, {
        wrong: "the bucket does not encrypt with a key of KMS",
        got: weak[0] === undefined ? "S3's own key" : show(weak[0].fields["algorithm"]),
        todo,
      });
    }
  },
});

/** Whether it takes access logs of others, and has none of its own, as what holds data would. */
function takesLogs(bucket: Thing, stack: Stack): boolean {
  const of = (refName: string) => stack.pointing("bucketLogging", refName, bucket).length > 0;
  return of("target") && !of("bucket");
}
