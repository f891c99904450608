import { show, type Violation } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { type ConfigOf, texts } from "../support/setting.ts";
import { declaredOf, isAbout } from "../things/about.ts";
import { readDocument, type Statement } from "../things/document.ts";
import { type Ours, oursOf, outsidersOf } from "../things/outsiders.ts";
import { flag, type Plain, texts as textsOf, undecided } from "../things/plain.ts";
import { accountOf } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import { blockNames } from "../things/storage.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  accounts: texts(
    "The accounts to which a bucket may be open, your own among them. Empty: those that the stack's own ARNs name.",
    [],
  ),
  organizations: texts(
    "Ids of AWS Organizations (o-…) whose accounts a bucket may be open to, by aws:PrincipalOrgID.",
    [],
  ),
};

type Config = ConfigOf<typeof settings>;

const denyPlain = "add a BucketPolicy that denies s3:* when aws:SecureTransport is false";

/**
 * Buckets are closed to the public and to other accounts, and answer over TLS only; what protects them are resources of their own,
 * those of buckets of other stacks among them. AWS closes a new bucket by itself since 2023, but nothing then keeps it closed: so the
 * program declares it.
 */
export const bucketClosedAndTls = govern({
  name: "bucket-closed-and-tls",
  description:
    "An S3 bucket is closed to the public and to other accounts, and refuses requests without TLS.",
  why: "The bucket holds who may see what, with names and addresses.",
  severity: "critical",
  topics: ["network", "storage"],
  controls: [
    { framework: "AWS Security Hub", control: "S3.1" },
    { framework: "AWS Security Hub", control: "S3.5" },
    { framework: "AWS Security Hub", control: "S3.6" },
    { framework: "AWS Security Hub", control: "S3.8" },
    { framework: "AWS Security Hub", control: "S3.19" },
    { framework: "CIS AWS", control: "2.1.1" },
    { framework: "CIS AWS", control: "2.1.4" },
    { framework: "PCI DSS", control: "1.4.4" },
  ],
  remediationSteps:
    "Give the bucket a BucketPublicAccessBlock with all four settings true, and one BucketPolicy with a Deny on aws:SecureTransport false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  settings,
  together: (stack, config, report) => {
    judgeBlocks(stack, report);
    for (const policy of declaredOf(stack, "bucketPolicy")) {
      judgePolicy(policy, stack, config, report);
    }
    for (const point of declaredOf(stack, "accessPoint")) {
      const { document } = point.fields;
      if (document !== undefined) judgeOutsiders(point, "access point", stack, config, report);
    }
    for (const acl of declaredOf(stack, "bucketAcl")) {
      const open = openingsOf(acl);
      if (open.length > 0) refuseOpen(acl, show(open), report);
    }
    const ours = oursOf(stack, config);
    for (const grant of declaredOf(stack, "bucketGrant")) {
      judgeForeign(grant, grant.fields["grantee"], granted, ours, report);
    }
    for (const replication of declaredOf(stack, "bucketReplication")) {
      judgeForeign(replication, replication.fields["accounts"], copied, ours, report);
    }
    if (stack.isWhole) judgeMissing(stack, report);
  },
});

function judgeBlocks(stack: Stack, report: Report): void {
  for (const access of declaredOf(stack, "bucketAccess", "accountAccess")) {
    const open = openOf(access);
    if (open.length > 0) refuseOpen(access, open.join(", "), report);
  }
  for (const point of declaredOf(stack, "accessPoint")) {
    const open = blockNames.filter((name) => flag(point.fields[name]) === false);
    if (open.length > 0) refuseOpen(point, open.map((name) => `${name} false`).join(", "), report);
  }
}

function judgeMissing(stack: Stack, report: Report): void {
  const closing = stack
    .of("accountAccess")
    .filter((one) => openOf(one).length === 0 && isOfOwnAccount(one, stack));
  for (const bucket of declaredOf(stack, "bucket")) {
    const isClosed = closing.some(({ provider }) => provider === bucket.provider);
    if (!isClosed && !isAbout("bucketAccess", "bucket", bucket, stack)) {
      report(bucket, {
        wrong: "it is not declared that the bucket is closed to the public",
        got: "no BucketPublicAccessBlock",
        todo: addBlock,
      });
    }
    const policies = stack.pointing("bucketPolicy", "bucket", bucket);
    if (!isAbout("bucketPolicy", "bucket", bucket, stack)) {
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
}

/** An account that is named is the stack's own, as far as anything tells which it is. */
function isOfOwnAccount({ fields: { accountId } }: Thing, { accounts }: Stack): boolean {
  return typeof accountId !== "string" || accounts.length === 0 || accounts.includes(accountId);
}

const addBlock = `add a BucketPublicAccessBlock with ${blockNames.join(", ")} all true`;

function refuseOpen(thing: Thing, got: string, report: Report): void {
  report(thing, {
    wrong: "the bucket is not closed to the public",
    got,
    todo: addBlock,
  });
}

/** Which of the four settings are known not to be on. */
function openOf({ fields }: Thing): readonly string[] {
  return blockNames.flatMap((name) => {
    const value = flag(fields[name]);
    return value === true || value === undecided ? [] : [`${name} ${show(fields[name])}`];
  });
}

/** What an ACL opens a bucket with: to everybody, or to everybody with an AWS account. */
function openingsOf({ fields }: Thing): readonly string[] {
  const { acl, grantees, strangers } = fields;
  const isOpen =
    typeof acl === "string" && /^(public-?read|authenticated-?read|aws-?exec)/i.test(acl);
  return [
    ...(isOpen ? [`acl ${acl}`] : []),
    ...textsOf(grantees).filter((uri) => /\/(AllUsers|AuthenticatedUsers)$/i.test(uri)),
    ...textsOf(strangers),
  ];
}

function judgePolicy(policy: Thing, stack: Stack, config: Config, report: Report): void {
  const { statements, malformed, open } = readDocument(policy.fields["document"]);
  if (malformed === undefined && !open && !deniesPlain(statements, bucketName(policy, stack))) {
    report(policy, {
      wrong: "the bucket answers without TLS",
      got: "a BucketPolicy without such a Deny",
      todo: denyPlain,
    });
  }
  judgeOutsiders(policy, "bucket", stack, config, report);
}

function judgeOutsiders(
  policy: Thing,
  what: string,
  stack: Stack,
  config: Config,
  report: Report,
): void {
  const { statements, malformed } = readDocument(policy.fields["document"]);
  if (malformed !== undefined) {
    report(policy, {
      wrong: `the policy of the ${what} cannot be read`,
      got: malformed,
      todo: "write it as a policy document in JSON",
    });
    return;
  }
  const outsiders = outsidersOf(statements, oursOf(stack, config), { services: true });
  if (outsiders.length === 0) return;
  report(policy, {
    wrong: `the ${what} is open to others than its account`,
    got: show(outsiders),
    todo: "name roles of the account; give services a condition on aws:SourceAccount; list what is agreed in accounts or organizations",
  });
}

/** Refuses what names accounts, or principals, that are not the stack's own. */
function judgeForeign(
  thing: Thing,
  named: Plain,
  fault: Omit<Violation, "got">,
  { accounts }: Ours,
  report: Report,
): void {
  const foreign = textsOf(named).filter((one) => {
    const account = accountOf(one);
    return account !== undefined && accounts !== undefined && !accounts.has(account);
  });
  if (foreign.length > 0) report(thing, { ...fault, got: show(foreign) });
}

const copied = {
  wrong: "the bucket is copied into another account",
  todo: "replicate into a bucket of the account, or list the other in accounts",
};
const granted = {
  wrong: "the bucket is opened to another account by an access grant",
  todo: "grant to a role of the account, or list the other in accounts",
};

function bucketName(policy: Thing, stack: Stack): string | undefined {
  const [ref] = policy.refs["bucket"] ?? [];
  if (ref === undefined) return undefined;
  const { things, outside } = stack.target(ref, ["bucket"]);
  const name = outside ?? things[0]?.fields["name"];
  return typeof name === "string" ? name.split(":").at(-1) : undefined;
}

/** Whether the statements together deny every plain request to the bucket and to all that is in it. */
function deniesPlain(statements: readonly Statement[], bucket: string | undefined): boolean {
  const covered = statements.filter(isPlainDeny).flatMap(({ resources }) => resources);
  const arn = bucket === undefined ? "" : `:::${bucket}`;
  const has = (...ends: string[]) =>
    covered.some((one) => one === "*" || ends.some((end) => one.endsWith(end)));
  if (bucket === undefined) return covered.some((one) => !one.endsWith("/*")) && has("*");
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
    /^Bool(IfExists)?$/i.test(condition.operator) &&
    condition.key === "aws:securetransport" &&
    condition.values.join().toLowerCase() === "false"
  );
}
