import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { type ConfigOf, flag, text, texts } from "../support/setting.ts";
import { allowsOf, readDocument, type Statement } from "../things/document.ts";
import { isJudged } from "../things/earlier.ts";
import { undecided } from "../things/plain.ts";
import { type Principal, principalsOf } from "../things/principals.ts";
import { accountOf, actionsBeyond } from "../things/reach.ts";
import { actionsLeft, resourcesLeft, rightsOf } from "../things/rights.ts";
import type { Thing } from "../things/thing.ts";
import { judgeOtherDoors } from "./judgeOtherDoors.ts";

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
      if (!isJudged(stack)) continue;
      judgeManaged(role, report);
      judgeRights(role, config, report);
    }
    judgeOtherDoors(stack, roles, config, report);
  },
});

/** Managed policies, also of the stack: others may have them too, and widen them. */
function judgeManaged(role: Principal, report: Report): void {
  const own = role.grants.flatMap(({ source }) =>
    source.kind === "inlinePolicy" ? [] : [{ source, arn: source.ids[0] ?? source.name }],
  );
  for (const { source, arn } of [...own, ...role.managed]) {
    report(source, {
      wrong: "a managed policy is attached to the role",
      got: arn === undecided ? "an ARN that is not known yet" : arn,
      todo: "write its statements into a RolePolicy of the role",
    });
  }
}

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

function judgeRights(role: Principal, config: Config, report: Report): void {
  const grants = role.grants.filter(({ source }) => source.kind === "inlinePolicy");
  const { allows, denies, unreadable } = rightsOf({ ...role, grants });
  for (const { source, reason } of unreadable) refuseUnreadable(source, reason, report);
  for (const { source, statement } of allows) {
    const left = new Set(actionsLeft(statement, denies));
    if (left.size === 0) continue;
    const refused = [
      ...actionsBeyond(statement, config.actions).filter((action) => left.has(action)),
      ...(statement.notResources.length > 0 ? ["NotResource"] : []),
    ];
    if (refused.length > 0) {
      report(source, {
        wrong: "the role may do more than read secrets",
        got: show(refused),
        todo: `allow only ${config.actions.join(", ")}`,
      });
    }
    const about =
      denies.length === 0
        ? statement.resources
        : [...left].flatMap((action) => resourcesLeft(statement, action, denies) ?? []);
    const inexact = [...new Set(about)].filter(
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
