import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, flag, text, texts } from "../support/setting.ts";
import { allowsOf, readDocument, type Statement } from "../things/document.ts";
import { type Principal, principalsOf } from "../things/principals.ts";
import { accountOf, actionsBeyond } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  roleName: text(
    "Name of the role with which QuickSight reads secrets.",
    "aws-quicksight-secretsmanager-role-v0",
  ),
  actions: texts(
    "Actions that its policies may allow; kms:Decrypt is for secrets with a key of their own.",
    ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "kms:Decrypt"],
  ),
  requireSourceAccount: flag(
    "Refuse a trust without the condition aws:SourceAccount, which AWS does not document for QuickSight: see account.conditions.",
    false,
  ),
};

type Config = ConfigOf<typeof settings>;

/** Without wildcards, but for the six characters that Secrets Manager appends to a name; `!` stands in those of RDS and Redshift. */
const exactSecret =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:(\d{12}):secret:[A-Za-z0-9/_+=.@!-]+(-\?{6})?$/;
const exactKey = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/**
 * The role with which QuickSight reads secrets reads exactly those that it is given, by policies of its own: so nobody widens them
 * through a shared policy, nor through the policy of a secret, of a key, or of another role.
 */
export const secretsRoleExactSecrets = govern({
  name: "secrets-role-exact-secrets",
  description:
    "The role with which QuickSight reads secrets names each secret, and trusts QuickSight only.",
  why: "The role acts for every data source of the account: a wildcard gives authors each secret it covers, and whoever else it trusts reads them.",
  severity: "critical",
  topics: ["credentials", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "PCI DSS", control: "7.2.5" },
  ],
  remediationSteps:
    "Name the secrets by ARN (…:secret:name-??????) in a RolePolicy of the role, allow reading only, and trust quicksight.amazonaws.com, with a condition on aws:SourceAccount where that is required.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/secrets-manager-integration.html",
  settings,
  together: (stack, config, report) => {
    const roles = principalsOf(stack).filter(
      ({ kind, name }) => kind === "role" && name.toLowerCase() === config.roleName.toLowerCase(),
    );
    for (const role of roles) {
      if (role.thing !== undefined) judgeTrust(role, role.thing, config, report);
      for (const { source, document } of role.grants) judgeGrant(source, document, config, report);
      for (const { source, arn } of role.managed) {
        report(source, {
          wrong: "a managed policy is attached to the role",
          got: arn,
          todo: "write its statements into a RolePolicy of the role",
        });
      }
    }
    judgeOtherDoors(stack, roles, config, report);
  },
});

function judgeTrust(role: Principal, thing: Thing, config: Config, report: Report): void {
  const { statements, malformed } = readDocument(thing.fields["trust"]);
  if (malformed !== undefined) refuseUnreadable(thing, malformed, report);
  const own = ownAccounts(role, thing);
  for (const statement of statements.filter(({ effect }) => effect === "Allow")) {
    const { principals, notPrincipals, partial } = statement;
    const strangers = [
      ...principals.filter((name) => name !== "Service:quicksight.amazonaws.com"),
      ...(notPrincipals.length > 0 ? ["NotPrincipal"] : []),
    ];
    if (strangers.length > 0) {
      report(thing, {
        wrong: "the role trusts others than QuickSight",
        got: show(strangers),
        todo: "trust the service quicksight.amazonaws.com only",
      });
    }
    const accounts = sourceAccounts(statement);
    const named = accounts.length > 0 && accounts.every((account) => /^\d{12}$/.test(account));
    const isWanted = config.requireSourceAccount || accounts.length > 0;
    if (isWanted && !named && !partial) {
      report(thing, {
        wrong: "the trust does not name the account",
        got: show(accounts),
        todo: "add the condition StringEquals aws:SourceAccount with the account's id",
      });
    }
    const foreign = own.length === 0 ? [] : accounts.filter((account) => !own.includes(account));
    if (named && foreign.length > 0) {
      report(thing, {
        wrong: "the trust lets QuickSight of another account in",
        got: show(foreign),
        todo: `name ${own.join(", ")} in aws:SourceAccount`,
      });
    }
  }
}

/** The account of the role: from its own ARN, or from those of the secrets that it reads. */
function ownAccounts(role: Principal, thing: Thing): readonly string[] {
  const arns = thing.ids.filter((id) => id.startsWith("arn:"));
  const fromArns = arns.flatMap((arn) => accountOf(arn) ?? []);
  if (fromArns.length > 0) return [...new Set(fromArns)];
  const secrets = role.grants.flatMap(({ document }) =>
    allowsOf(document).flatMap(({ resources }) => resources),
  );
  return [...new Set(secrets.flatMap((arn) => exactSecret.exec(arn)?.[1] ?? []))];
}

/** The accounts that a trust names, by `aws:SourceAccount` or within `aws:SourceArn`, which AWS takes for as good. */
function sourceAccounts({ conditions }: Statement): readonly string[] {
  return conditions.flatMap(({ operator, key, values }) => {
    if (key === "aws:sourceaccount" && operator === "StringEquals") return [...values];
    if (key !== "aws:sourcearn" || !/^(Arn|String)(Equals|Like)$/.test(operator)) return [];
    return values.map((arn) => arn.split(":")[4] ?? "");
  });
}

function judgeGrant(
  source: Thing,
  document: Thing["fields"][string],
  config: Config,
  report: Report,
) {
  const { statements, malformed } = readDocument(document);
  if (malformed !== undefined) refuseUnreadable(source, malformed, report);
  for (const statement of statements.filter(({ effect }) => effect === "Allow")) {
    const refused = [
      ...actionsBeyond(statement, config.actions),
      ...(statement.notResources.length > 0 ? ["NotResource"] : []),
    ];
    if (refused.length > 0) {
      report(source, {
        wrong: "the role may do more than read secrets",
        got: show(refused),
        todo: `allow only ${config.actions.join(", ")}`,
      });
    }
    const inexact = statement.resources.filter(
      (arn) => !exactSecret.test(arn) && !exactKey.test(arn),
    );
    if (inexact.length > 0) {
      report(source, {
        wrong: "the role may read more than exactly named secrets",
        got: show(inexact),
        todo: "name each secret by its ARN; the only wildcard is -?????? at its end",
      });
    }
  }
}

function refuseUnreadable(source: Thing, malformed: string, report: Report): void {
  report(source, {
    wrong: "a policy of the role cannot be read",
    got: malformed,
    todo: "write it as a policy document in JSON",
  });
}

/** Policies of secrets, keys and other roles that let the role in: each is a way past its own policies. */
function judgeOtherDoors(
  stack: Stack,
  roles: readonly Principal[],
  config: Config,
  report: Report,
): void {
  const pattern = `*:role/*${config.roleName}`;
  const isRole = (principal: string) =>
    matchesGlob(pattern, principal) || principal.endsWith(`:role/${config.roleName}`);
  const read = roles.flatMap(({ grants }) =>
    grants.flatMap(({ document }) => allowsOf(document).flatMap(({ resources }) => resources)),
  );
  const isGiven = (arn: unknown) =>
    typeof arn === "string" && read.some((one) => matchesGlob(one, arn));
  for (const policy of stack.of("secretPolicy")) {
    const [secret] = policy.refs["secret"] ?? [];
    if (isGiven(secret?.value)) continue;
    refuseDoor(policy, policy.fields["document"], "a secret", isRole, report);
  }
  for (const policy of stack.of("keyPolicy")) {
    const beyond = allowsOf(policy.fields["document"]).filter(
      (statement) =>
        statement.principals.some(isRole) && actionsBeyond(statement, config.actions).length > 0,
    );
    if (beyond.length > 0) refuseDoor(policy, policy.fields["document"], "a key", isRole, report);
  }
  for (const role of stack.of("role")) {
    refuseDoor(role, role.fields["trust"], "another role", isRole, report);
  }
}

function refuseDoor(
  source: Thing,
  document: Thing["fields"][string],
  what: string,
  isRole: (principal: string) => boolean,
  report: Report,
): void {
  const named = allowsOf(document).flatMap(({ principals }) => principals.filter(isRole));
  if (named.length === 0) return;
  report(source, {
    wrong: `the policy of ${what} lets the role of secrets in, past the role's own policies`,
    got: show(named),
    todo: "name the secret in the role's own policy instead",
  });
}
