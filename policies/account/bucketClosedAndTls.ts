import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { readDocument, type Statement } from "../things/document.ts";
import { flag, undecided } from "../things/plain.ts";
import { accountOf } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import { blockNames } from "../things/storage.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  accounts: texts(
    "Accounts, besides those that the stack's own ARNs name, to which a bucket policy may open a bucket.",
    [],
  ),
};

const denyPlain = "add a BucketPolicy that denies s3:* when aws:SecureTransport is false";

/**
 * Buckets are closed to the public and to other accounts, and answer over TLS only; what protects them are resources of their own,
 * those of buckets of other stacks among them.
 */
export const bucketClosedAndTls = govern({
  name: "bucket-closed-and-tls",
  description:
    "An S3 bucket is closed to the public and to other accounts, and refuses requests without TLS.",
  why: "The bucket holds who may see what, with names and addresses.",
  severity: "critical",
  topics: ["network", "storage"],
  controls: [
    { framework: "AWS Security Hub", control: "S3.5" },
    { framework: "AWS Security Hub", control: "S3.6" },
    { framework: "AWS Security Hub", control: "S3.8" },
    { framework: "CIS AWS", control: "2.1.1" },
    { framework: "CIS AWS", control: "2.1.4" },
    { framework: "PCI DSS", control: "1.4.4" },
  ],
  remediationSteps:
    "Give the bucket a BucketPublicAccessBlock with all four settings true, and one BucketPolicy with a Deny on aws:SecureTransport false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  settings,
  together: (stack, config, report) => {
    const isAccountClosed = stack.of("accountAccess").some((one) => openOf(one).length === 0);
    for (const access of stack.of("bucketAccess")) {
      const open = openOf(access);
      if (open.length > 0) refuseOpen(access, open.join(", "), report);
    }
    for (const policy of stack.of("bucketPolicy")) {
      judgePolicy(policy, stack, config.accounts, report);
    }
    for (const acl of stack.of("bucketAcl")) {
      const { acl: given } = acl.fields;
      if (typeof given === "string" && given.startsWith("public-")) {
        refuseOpen(acl, `acl ${given}`, report);
      }
    }
    if (!stack.isWhole) return;
    for (const bucket of stack.of("bucket").filter(stack.isDeclared)) {
      const isClosed = isAccountClosed || isAbout("bucketAccess", bucket, stack);
      if (!isClosed) refuseOpen(bucket, "no BucketPublicAccessBlock", report);
      const policies = stack.pointing("bucketPolicy", "bucket", bucket);
      if (policies.length === 0 && !isAbout("bucketPolicy", bucket, stack)) {
        report(bucket, {
          wrong: "the bucket answers without TLS",
          got: "no BucketPolicy",
          todo: denyPlain,
        });
      }
      if (policies.length > 1) {
        report(bucket, {
          wrong: "the bucket has several policies, of which S3 keeps the one that is written last",
          got: show(policies.map(({ name }) => name)),
          todo: "put all statements into one BucketPolicy",
        });
      }
    }
  },
});

function refuseOpen(thing: Thing, got: string, report: Report): void {
  report(thing, {
    wrong: "the bucket is not closed to the public",
    got,
    todo: `add a BucketPublicAccessBlock with ${blockNames.join(", ")} all true`,
  });
}

/** Which of the four settings are known not to be on. */
function openOf({ fields }: Thing): readonly string[] {
  return blockNames.flatMap((name) => {
    const value = flag(fields[name]);
    return value === true || value === undecided ? [] : [`${name} ${show(fields[name])}`];
  });
}

/** Whether there is, or may be, a thing of the kind that is about the bucket. */
function isAbout(kind: "bucketAccess" | "bucketPolicy", bucket: Thing, stack: Stack): boolean {
  return (
    stack.pointing(kind, "bucket", bucket).length > 0 || stack.isOpen(kind, "bucket", "bucket")
  );
}

function judgePolicy(
  policy: Thing,
  stack: Stack,
  accounts: readonly string[],
  report: Report,
): void {
  const { statements, malformed, open } = readDocument(policy.fields["document"]);
  if (malformed !== undefined) {
    report(policy, {
      wrong: "the policy of the bucket cannot be read",
      got: malformed,
      todo: "write it as a policy document in JSON",
    });
    return;
  }
  if (!open && !deniesPlain(statements, bucketArn(policy, stack))) {
    report(policy, {
      wrong: "the bucket answers without TLS",
      got: "a BucketPolicy without such a Deny",
      todo: denyPlain,
    });
  }
  const known = new Set([...accounts, ...stack.accounts]);
  const strangers = statements
    .filter(({ effect, conditions }) => effect === "Allow" && conditions.length === 0)
    .flatMap(({ principals, notPrincipals }) => [
      ...principals.filter((principal) => {
        const account = accountOf(principal);
        return principal === "*" || (account !== undefined && !known.has(account));
      }),
      ...(notPrincipals.length > 0 ? ["NotPrincipal"] : []),
    ]);
  if (strangers.length > 0) {
    report(policy, {
      wrong: "the bucket is open to others than its account",
      got: show([...new Set(strangers)]),
      todo: "name roles of the account, or add the account to accounts",
    });
  }
}

function bucketArn(policy: Thing, stack: Stack): string | undefined {
  const [ref] = policy.refs["bucket"] ?? [];
  if (ref === undefined) return undefined;
  const { things, outside } = stack.target(ref, ["bucket"]);
  const name = outside ?? things[0]?.fields["name"];
  return typeof name === "string" ? name.split(":").at(-1) : undefined;
}

/** Whether the statements together deny every plain request to the bucket and to all that is in it. */
function deniesPlain(statements: readonly Statement[], bucket: string | undefined): boolean {
  const covered = statements.filter(isPlainDeny).flatMap(({ resources }) => resources);
  if (bucket === undefined) return covered.length > 0;
  const arn = `:::${bucket}`;
  const has = (...ends: string[]) =>
    covered.some((one) => one === "*" || ends.some((end) => one.endsWith(end)));
  return has(arn, `${arn}*`) && has(`${arn}/*`, `${arn}*`);
}

function isPlainDeny(statement: Statement): boolean {
  const { effect, principals, actions, notResources, conditions } = statement;
  return (
    effect === "Deny" &&
    notResources.length === 0 &&
    principals.includes("*") &&
    actions.some((action) => action === "*" || action.toLowerCase() === "s3:*") &&
    isPlainTransport(conditions)
  );
}

/** Whether the condition is `aws:SecureTransport false` and no more: each further one would narrow the Deny. */
function isPlainTransport([condition, ...more]: Statement["conditions"]): boolean {
  return (
    condition !== undefined &&
    more.length === 0 &&
    /^Bool(IfExists)?$/.test(condition.operator) &&
    condition.key === "aws:securetransport" &&
    condition.values.join() === "false"
  );
}
