import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { declaredOf } from "../things/about.ts";
import { readDocument, type Statement } from "../things/document.ts";
import { type Ours, oursOf, outsidersOf } from "../things/outsiders.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  accounts: texts(
    "The accounts whose principals may assume roles, your own among them. Empty: those that the stack's own ARNs name; as long as none does, accounts are not judged.",
    [],
  ),
  organizations: texts(
    "Ids of AWS Organizations (o-…) whose accounts may assume roles, by aws:PrincipalOrgID.",
    [],
  ),
  roles: texts("Names of roles, with * and ?, that others may assume.", []),
  sharedProviders: texts(
    "Identity providers of OIDC that issue tokens to everybody who has an account there: a trust in one needs a condition on the subject.",
    [
      "token.actions.githubusercontent.com",
      "gitlab.com",
      "app.terraform.io",
      "api.pulumi.com/oidc",
    ],
  ),
};

/** A role is assumed from its own account; from a provider that serves everybody, only by whom it is for. Services are not judged. */
export const roleTrustClosed = govern({
  name: "role-trust-closed",
  description:
    "A role is assumed from its own account, and by a shared identity provider's tokens only with a condition on the subject.",
  why: "Whoever a role trusts has all that it may do; a trust in GitHub's provider without a subject is one in every repository of GitHub.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [
    { framework: "PCI DSS", control: "7.2.5" },
    { framework: "SOC 2", control: "CC6.3" },
  ],
  remediationSteps:
    "Name principals of the account, list accounts that are agreed in accounts, and bind a shared provider by its :sub, such as repo:OWNER/REPOSITORY:*.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
  settings,
  together: (stack, config, report) => {
    const ours = knownOf(stack, oursOf(stack, config));
    for (const role of declaredOf(stack, "role")) {
      const { name } = role.fields;
      const known = typeof name === "string" ? name : role.name;
      if (config.roles.some((pattern) => matchesGlob(pattern, known))) continue;
      judgeTrust(role, ours, config.sharedProviders, report);
    }
  },
});

/** Where nothing tells which accounts are ours, none is an outsider. */
function knownOf({ isWhole }: Stack, ours: Ours): Ours {
  return !isWhole || ours.accounts?.size === 0 ? { ...ours, accounts: undefined } : ours;
}

function judgeTrust(
  role: Thing,
  ours: Ours,
  sharedProviders: readonly string[],
  report: Report,
): void {
  const { statements, malformed } = readDocument(role.fields["trust"]);
  if (malformed !== undefined) {
    report(role, {
      wrong: "the trust of the role cannot be read",
      got: malformed,
      todo: "write it as a policy document in JSON",
    });
    return;
  }
  const outsiders = outsidersOf(statements, ours, { services: false }).filter(
    (name) => !name.startsWith("Federated:"),
  );
  // One by one: everybody is found before the role is made, another account when all of the stack is known.
  for (const outsider of outsiders) {
    report(role, {
      wrong: "the role may be assumed from outside its account",
      got: outsider,
      todo: "name principals of the account, or list what is agreed in accounts or organizations",
    });
  }
  for (const provider of sharedProviders) {
    if (!statements.some((statement) => trustsAnySubject(statement, provider))) continue;
    report(role, {
      wrong: `the role may be assumed by whoever ${provider} has`,
      got: "no condition on its subject",
      todo: `add the condition StringLike ${provider}:sub with the repository or project that it is for`,
    });
  }
}

function trustsAnySubject(statement: Statement, provider: string): boolean {
  const { effect, principals, conditions, conditionOpen } = statement;
  const isTrusted = principals.some((name) => name.endsWith(`:oidc-provider/${provider}`));
  const isBound = conditions.some(
    ({ operator, key, values }) =>
      /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/i.test(operator) &&
      key === `${provider}:sub`.toLowerCase() &&
      values.length > 0 &&
      values.every(namesSubject),
  );
  return effect === "Allow" && !conditionOpen && isTrusted && !isBound;
}

/** Whether a pattern is of somebody in particular: `repo:oktank/bi:*` is, `*` and `repo:*` are not. */
function namesSubject(value: string): boolean {
  const fixed = value.split(/[*?]/)[0] ?? "";
  return /[:/=][^:/=*?]+[:/]?/.test(fixed);
}
