import { show, type Violation } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { type Declared, ofType } from "../support/ofType.ts";
import { read, readList, readTexts } from "../support/read.ts";
import { readAllows, type Statement } from "../support/readStatements.ts";
import { type ConfigOf, flag, text, texts } from "../support/setting.ts";
import { types } from "../support/types.ts";

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

type Report = (violation: Violation) => void;
type Config = ConfigOf<typeof settings>;

/** Without wildcards, but for the six characters that Secrets Manager appends to a name. */
const exactSecret =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+(-\?{6})?$/;
const exactKey = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/;

/**
 * The role with which QuickSight reads secrets reads exactly those that it is given. Its permissions stand in the role or in a
 * `RolePolicy`: so each resource can be judged before it is made, and nobody widens them through a shared policy.
 */
export const secretsRoleExactSecrets: GovernancePolicy = {
  name: "secrets-role-exact-secrets",
  description:
    "The role with which QuickSight reads secrets names each secret, and trusts QuickSight only.",
  why: "The role acts for every data source of the account: a wildcard gives authors each secret it covers, and whoever else it trusts reads them.",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Name the secrets by ARN (…:secret:name-??????) in a RolePolicy of the role, allow reading only, and trust quicksight.amazonaws.com, with a condition on aws:SourceAccount where that is required.",
  url: "https://docs.aws.amazon.com/quicksight/latest/user/secrets-manager-integration.html",
  validateResource: [
    ofType(types.role, settings, ({ props }, config, report) => {
      if (read(props, "name") !== config.roleName) return;
      checkTrust(readAllows(read(props, "assumeRolePolicy")), config, report);
      for (const policy of readList(props, "inlinePolicies")) {
        checkPermissions(read(policy, "policy"), config, report);
      }
      for (const arn of readTexts(props, "managedPolicyArns")) refuseManaged(arn, report);
    }),
    ofType(types.rolePolicy, settings, (resource, config, report) => {
      if (isOfRole(resource, config))
        checkPermissions(read(resource.props, "policy"), config, report);
    }),
    ofType(types.rolePolicyAttachment, settings, (resource, config, report) => {
      if (isOfRole(resource, config)) refuseManaged(read(resource.props, "policyArn"), report);
    }),
  ],
};

function isOfRole({ props }: Declared, { roleName }: Config): boolean {
  const role = read(props, "role");
  return typeof role === "string" && role.split("/").at(-1) === roleName;
}

function checkTrust(
  statements: readonly Statement[],
  { requireSourceAccount }: Config,
  report: Report,
): void {
  for (const { principals, negations, condition, partial } of statements) {
    const others = principals.filter((name) => name !== "Service:quicksight.amazonaws.com");
    const strangers = [...others, ...negations];
    if (strangers.length > 0) {
      report({
        wrong: "the role trusts others than QuickSight",
        got: show(strangers),
        todo: "trust the service quicksight.amazonaws.com only",
      });
    }
    const accounts = sourceAccounts(condition);
    const named = accounts.length > 0 && accounts.every((account) => /^\d{12}$/.test(account));
    const isWanted = requireSourceAccount || accounts.length > 0;
    if (isWanted && !named && !partial) {
      report({
        wrong: "the trust does not name the account",
        got: show(accounts),
        todo: "add the condition StringEquals aws:SourceAccount with the account's id",
      });
    }
  }
}

/** IAM compares condition keys without regard to case. */
function sourceAccounts(condition: unknown): string[] {
  const equals = read(condition, "StringEquals");
  if (typeof equals !== "object" || equals === null) return [];
  return Object.keys(equals)
    .filter((key) => key.toLowerCase() === "aws:sourceaccount")
    .flatMap((key) => readTexts(equals, key));
}

function checkPermissions(document: unknown, { actions: allowed }: Config, report: Report): void {
  const known = new Set(allowed.map((action) => action.toLowerCase()));
  for (const { actions, resources, negations } of readAllows(document)) {
    const refused = [...actions.filter((action) => !known.has(action.toLowerCase())), ...negations];
    if (refused.length > 0) {
      report({
        wrong: "the role may do more than read secrets",
        got: show(refused),
        todo: `allow only ${allowed.join(", ")}`,
      });
    }
    const inexact = resources.filter((arn) => !exactSecret.test(arn) && !exactKey.test(arn));
    if (inexact.length > 0) {
      report({
        wrong: "the role may read more than exactly named secrets",
        got: show(inexact),
        todo: "name each secret by its ARN; the only wildcard is -?????? at its end",
      });
    }
  }
}

function refuseManaged(arn: unknown, report: Report): void {
  report({
    wrong: "a managed policy is attached to the role",
    got: typeof arn === "string" ? arn : "an ARN that is not known yet",
    todo: "write its statements into a RolePolicy of the role",
  });
}
