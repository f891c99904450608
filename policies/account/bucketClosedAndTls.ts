import type { PolicyResource } from "@pulumi/policy";
import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { overStack } from "../support/overStack.ts";
import { read, undecided } from "../support/read.ts";
import { readStatements, type Statement } from "../support/readStatements.ts";
import { refersTo } from "../support/refersTo.ts";
import { texts } from "../support/setting.ts";
import { types } from "../support/types.ts";

const settings = {
  exempt: texts(
    "Names (of the resource in the program) of buckets that this does not apply to.",
    [],
  ),
};

const blocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];
const denyPlain = "add a BucketPolicy that denies s3:* when aws:SecureTransport is false";

/** Buckets are closed to the public and answer over TLS only; what protects them are resources of their own. */
export const bucketClosedAndTls: GovernancePolicy = {
  name: "bucket-closed-and-tls",
  description: "An S3 bucket is closed to the public and refuses requests without TLS.",
  why: "The bucket holds who may see what, with names and addresses (AWS Security Hub S3.8 and S3.5).",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Give the bucket a BucketPublicAccessBlock with all four settings true, and a BucketPolicy with a Deny on aws:SecureTransport false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  validateStack: overStack(settings, (resources, { exempt }, report) => {
    const buckets = resources.filter(
      ({ type, name }) => type === types.bucket && !exempt.includes(name),
    );
    for (const bucket of buckets) {
      const open = openTo(bucket, resources);
      if (open !== undefined) {
        report(bucket, {
          wrong: "the bucket is not closed to the public",
          got: open,
          todo: `add a BucketPublicAccessBlock with ${blocks.join(", ")} all true`,
        });
      }
      const plain = allowsPlain(bucket, resources);
      if (plain !== undefined) {
        report(bucket, {
          wrong: "the bucket answers without TLS",
          got: plain,
          todo: denyPlain,
        });
      }
    }
  }),
};

/** What is missing for the bucket to be closed, if anything is known to be. */
function openTo(bucket: PolicyResource, resources: readonly PolicyResource[]): string | undefined {
  const { sure, maybe } = ofBucket(types.bucketPublicAccessBlock, bucket, resources);
  if (sure.length === 0) return maybe ? undefined : "no BucketPublicAccessBlock";
  const open = sure.flatMap(({ props }) =>
    blocks.flatMap((block) => {
      const value = read(props, block);
      return value === true || value === undecided ? [] : [`${block} ${show(value)}`];
    }),
  );
  return open.length === 0 ? undefined : open.join(", ");
}

/** Why requests without TLS are answered, if they are known to be. */
function allowsPlain(
  bucket: PolicyResource,
  resources: readonly PolicyResource[],
): string | undefined {
  const { sure, maybe } = ofBucket(types.bucketPolicy, bucket, resources);
  if (sure.length === 0) return maybe ? undefined : "no BucketPolicy";
  const arn = read(bucket.props, "arn");
  const denied = sure.some(({ props }) => {
    const statements = readStatements(read(props, "policy"));
    return (
      statements === undecided || statements.some((one) => one.partial || deniesPlain(one, arn))
    );
  });
  return denied ? undefined : "a BucketPolicy without such a Deny";
}

function deniesPlain(
  { effect, principals, actions, resources, negations, condition }: Statement,
  arn: unknown,
): boolean {
  return (
    effect === "Deny" &&
    negations.length === 0 &&
    principals.some((principal) => principal === "*" || principal === "AWS:*") &&
    actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
    (typeof arn !== "string" || covers(resources, arn)) &&
    isPlainTransport(condition)
  );
}

/** Whether the condition is `Bool aws:SecureTransport false` and no more: each further one would narrow the Deny. */
function isPlainTransport(condition: unknown): boolean {
  const [[operator, tests] = [], ...more] = entriesOf(condition);
  const [[key, value] = [], ...others] = entriesOf(tests);
  return (
    operator === "Bool" &&
    key?.toLowerCase() === "aws:securetransport" &&
    [...more, ...others].length === 0 &&
    (Array.isArray(value) ? show(value) : String(value)) === "false"
  );
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).map((key) => [key, read(value, key)]);
}

/** The bucket and all that is in it. */
function covers(resources: readonly string[], arn: string): boolean {
  return [arn, `${arn}/*`].every((wanted) =>
    resources.some((one) => one === wanted || one === "*" || one === `${arn}*`),
  );
}

/** The resources of a type that are about the bucket, and whether there is one that could be. */
function ofBucket(type: string, bucket: PolicyResource, resources: readonly PolicyResource[]) {
  const found = resources
    .filter((resource) => resource.type === type)
    .map((resource) => ({
      resource,
      about: refersTo(resource, "bucket", bucket, ["bucket", "id", "arn"]),
    }));
  return {
    sure: found.filter(({ about }) => about === true).map(({ resource }) => resource),
    maybe: found.some(({ about }) => about === undecided),
  };
}
