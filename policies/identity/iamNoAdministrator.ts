import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { once } from "../support/once.ts";
import { type ConfigOf, texts } from "../support/setting.ts";
import type { Statement } from "../things/document.ts";
import type { Holder } from "../things/holders.ts";
import { judgedHolders } from "../things/judgedHolders.ts";
import { undecided } from "../things/plain.ts";
import { coversAction, coversEach } from "../things/reach.ts";
import { isNarrowedBy, type Rights, rightsTo } from "../things/rights.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  managedPolicies: texts("Managed policies, by ARN with * and ?, that nobody may have.", [
    "arn:*:iam::aws:policy/AdministratorAccess*",
    "arn:*:iam::aws:policy/IAMFullAccess",
    "arn:*:iam::aws:policy/PowerUserAccess",
  ]),
  actions: texts(
    "Actions by which somebody gives themselves any right, when they may do them to any role, user, group or policy without a condition that narrows it.",
    [
      "iam:AddUserToGroup",
      "iam:AttachGroupPolicy",
      "iam:AttachRolePolicy",
      "iam:AttachUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:CreatePolicyVersion",
      "iam:DeleteRolePermissionsBoundary",
      "iam:DeleteUserPermissionsBoundary",
      "iam:PassRole",
      "iam:PutGroupPolicy",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:PutUserPermissionsBoundary",
      "iam:PutUserPolicy",
      "iam:SetDefaultPolicyVersion",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateLoginProfile",
      "iam:UpdateSAMLProvider",
    ],
  ),
  roles: texts(
    "Names of roles and permission sets, with * and ?, that are agreed to be administrators, such as one for emergencies.",
    [],
  ),
};

/** Conditions under which such an action does not give any right. */
const narrowing = [
  "iam:passedtoservice",
  "iam:permissionsboundary",
  "iam:resourcetag/*",
  "aws:resourcetag/*",
];

/** Kinds of what they are done to. */
const kinds = ["role", "user", "group", "policy"];

/** Actions that nobody has, so that only a pattern for all actions, or one for all but a few, is about them. */
const anyActions = ["any-service:AnyAction", "zz9:ZzAction"];

/** Nobody may do everything, nor give themselves the right to: not by a policy, however it is attached, nor by one that waits for it. */
export const iamNoAdministrator = govern({
  name: "iam-no-administrator",
  description:
    "Nobody gets every action on every resource, an administrator's managed policy, or the means to give themselves any right.",
  why: "Whoever is administrator, or can become one, is past every other rule: people, secrets, keys and data.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [
    { framework: "AWS Security Hub", control: "IAM.1" },
    { framework: "AWS Control Tower", control: "CT.IAM.PR.1" },
    { framework: "AWS Control Tower", control: "CT.IAM.PR.2" },
    { framework: "CIS AWS", control: "1.16" },
    { framework: "PCI DSS", control: "7.2.2" },
    { framework: "SOC 2", control: "CC6.3" },
  ],
  remediationSteps:
    "Allow the actions that are needed, on resources by ARN; for this program's deployer, npm run permissions prints them. A role that is agreed to be administrator stands in roles, anybody else in exempt. A Deny in another policy counts in an update once it is made: let what it takes away depend on it (dependsOn).",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
  settings,
  together: (stack, config, report) => {
    const say = once(report);
    for (const { holder, rights } of judgedHolders(stack, config.roles)) {
      judgeManaged(holder, config.managedPolicies, say);
      for (const { source, reason } of rights.unreadable) {
        say(source, {
          wrong: `what ${holder.label} gets by a policy cannot be read`,
          got: reason,
          todo: "write it as a policy document in JSON",
        });
      }
      const everything = judgeEverything(holder, rights, say);
      judgeEscalation(holder, rights, config, everything, say);
    }
  },
});

function judgeManaged(
  { label, managed }: Holder,
  refused: readonly string[],
  report: Report,
): void {
  for (const { source, arn } of managed) {
    if (arn === undecided || !refused.some((pattern) => matchesGlob(pattern, arn))) continue;
    report(source, {
      wrong: `${label} gets the rights of an administrator by a managed policy`,
      got: arn,
      todo: "attach one that allows what is needed",
    });
  }
}

/** Reports what allows everything, and returns it. */
function judgeEverything({ label }: Holder, rights: Rights, report: Report): Set<Thing> {
  const everything = rightsTo(rights, anyActions[0] ?? "").filter(
    ({ statement }) =>
      anyActions.every((action) => coversAction(statement, action)) &&
      (statement.notResources.length > 0 || statement.resources.some(isEverything)),
  );
  for (const { source, statement } of everything) {
    const but = statement.notActions;
    report(source, {
      wrong: `${label} may do everything`,
      got: but.length > 0 ? `NotAction ${show(but)}` : show(statement.actions),
      todo: "allow the actions that are needed, on resources by ARN",
    });
  }
  return new Set(everything.map(({ source }) => source));
}

function judgeEscalation(
  { label }: Holder,
  rights: Rights,
  { actions, managedPolicies }: ConfigOf<typeof settings>,
  told: ReadonlySet<Thing>,
  report: Report,
): void {
  const found = new Map<Thing, string[]>();
  for (const action of actions) {
    for (const { source, statement } of rightsTo(rights, action)) {
      const isAny =
        statement.notResources.length > 0 || statement.resources.some(coversAnyPrincipal);
      const isNarrow =
        isNarrowedBy(statement, narrowing) || namesPolicies(statement, managedPolicies);
      if (!isAny || told.has(source) || isNarrow) continue;
      found.set(source, [...(found.get(source) ?? []), action]);
    }
  }
  for (const [source, escalating] of found) {
    report(source, {
      wrong: `${label} may give any right, also to themselves`,
      got: show([...new Set(escalating)]),
      todo: "name what it is for by ARN, or add a condition on iam:PassedToService or iam:PermissionsBoundary",
    });
  }
}

/** Whether a statement is about attaching certain policies, of which none may be one of those that nobody may have. */
function namesPolicies({ conditions }: Statement, refused: readonly string[]): boolean {
  const named = conditions.filter(({ key }) => key === "iam:policyarn");
  return named.some(
    (condition) =>
      isNarrowedBy({ conditions: [condition] }, ["iam:policyarn"]) &&
      !condition.values.some((value) => refused.some((pattern) => mayMeet(value, pattern))),
  );
}

/** Whether two patterns may match the same, as far as the one or the other begins alike up to its first wildcard. */
function mayMeet(one: string, other: string): boolean {
  const sample = (pattern: string) => pattern.replaceAll(":*:", ":aws:").replaceAll(/[*?]/g, "");
  return matchesGlob(one, sample(other)) || matchesGlob(other, sample(one));
}

function coversAnyPrincipal(pattern: string): boolean {
  return kinds.some((kind) => coversEach(pattern, "iam", [`${kind}/quicksight`, `${kind}/zz/0`]));
}

function isEverything(pattern: string): boolean {
  return ["aws", "aws-cn", "aws-us-gov"].some((partition) =>
    matchesGlob(pattern, `arn:${partition}:any-service:any-region:111122223333:any/resource`),
  );
}
