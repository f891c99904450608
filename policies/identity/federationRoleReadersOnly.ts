import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, flag, texts } from "../support/setting.ts";
import { allowsOf, readDocument, type Statement } from "../things/document.ts";
import { type Principal, principalsOf } from "../things/principals.ts";
import { actionsBeyond, coversAction, reachesService } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  allowedActions: texts("Actions that a role which people sign in with may allow.", [
    "quicksight:CreateReader",
  ]),
  managedPolicies: texts(
    "ARNs of managed policies, from outside the stack, that may be attached.",
    [],
  ),
  roles: texts(
    "Names of roles (with * and ?) that people sign in to QuickSight with, whatever they allow.",
    ["quicksight-fed-users"],
  ),
  requireAudience: flag(
    "Refuse a trust in a SAML provider without the condition SAML:aud, which says for whom the provider's answer is.",
    true,
  ),
};

type Config = ConfigOf<typeof settings>;

/** What lets somebody register in QuickSight at their first sign-in. */
const registering = ["quicksight:CreateReader", "quicksight:CreateUser", "quicksight:CreateAdmin"];

/**
 * People sign in to QuickSight with this role: what it allows, everybody in the directory may do. A role is known by its name, also
 * where another stack made it; one that trusts SAML by anything of QuickSight that it allows, one that trusts OIDC by letting people
 * register.
 */
export const federationRoleReadersOnly = govern({
  name: "federation-role-readers-only",
  description:
    "A role that people sign in with through SAML or OIDC lets them register themselves as reader, and nothing else, and trusts nobody besides.",
  why: "Whoever may call quicksight:CreateUser or CreateAdmin makes themselves author or admin at first sign-in, past the membership file.",
  severity: "critical",
  topics: ["identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.2" },
    { framework: "HIPAA", control: "164.312(a)(1)" },
  ],
  remediationSteps:
    "Reduce the role's policies to quicksight:CreateReader; give roles to people through groups in the membership file. Trust the SAML provider only, with the condition SAML:aud.",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonquicksight.html",
  settings,
  together: (stack, config, report) => {
    for (const role of principalsOf(stack)) {
      if (role.kind !== "role" || !isSignInRole(role, stack, config)) continue;
      for (const { source, document } of role.grants) {
        judgeGrant(role, source, readDocument(document), config, report);
      }
      for (const { source, arn } of role.managed) {
        if (config.managedPolicies.includes(arn)) continue;
        report(source, {
          wrong: `role ${role.label}, which people sign in with, has a managed policy that cannot be checked here`,
          got: arn,
          todo: "detach it, or add it to managedPolicies",
        });
      }
      if (role.thing !== undefined) judgeTrust(role, role.thing, config, report);
    }
  },
});

function isSignInRole(role: Principal, stack: Stack, { roles }: Config): boolean {
  if (roles.some((pattern) => matchesGlob(pattern, role.name))) return true;
  if (role.thing === undefined) return false;
  const trust = allowsOf(role.thing.fields["trust"]);
  const allows = role.grants.flatMap(({ document }) => allowsOf(document));
  const isOfStack = (role.thing.refs["trusted"] ?? []).some(
    (ref) => stack.target(ref, ["identityProvider"]).things.length > 0,
  );
  if (isOfStack || trust.some(trustsSaml)) {
    return allows.some((one) => reachesService(one, "quicksight"));
  }
  return (
    trust.some(trustsFederation) &&
    allows.some((one) => registering.some((action) => coversAction(one, action)))
  );
}

function trustsSaml(statement: Statement): boolean {
  return (
    statement.principals.some((name) => name.includes(":saml-provider/")) ||
    statement.actions.some((action) => action.toLowerCase() === "sts:assumerolewithsaml")
  );
}

function trustsFederation({ principals }: Statement): boolean {
  return principals.some((name) => name.startsWith("Federated:"));
}

function judgeGrant(
  role: Principal,
  source: Thing,
  document: ReturnType<typeof readDocument>,
  { allowedActions }: Config,
  report: Report,
): void {
  const refused = document.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => actionsBeyond(statement, allowedActions));
  if (document.malformed !== undefined)
    refused.push(`a document that cannot be read: ${document.malformed}`);
  if (refused.length === 0) return;
  report(source, {
    wrong: `people who sign in with role ${role.label} may do more than they should`,
    got: show([...new Set(refused)]),
    todo: `allow only ${allowedActions.join(", ")}`,
  });
}

function judgeTrust(role: Principal, thing: Thing, config: Config, report: Report): void {
  const { statements, malformed } = readDocument(thing.fields["trust"]);
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const strangers = allows.flatMap(({ principals, notPrincipals }) => [
    ...principals.filter((name) => !name.startsWith("Federated:")),
    ...(notPrincipals.length > 0 ? ["NotPrincipal"] : []),
  ]);
  if (malformed !== undefined) strangers.push(`a trust that cannot be read: ${malformed}`);
  if (strangers.length > 0) {
    report(thing, {
      wrong: `role ${role.label}, which people sign in with, trusts others than an identity provider`,
      got: show(strangers),
      todo: "trust the SAML provider only",
    });
  }
  const withoutAudience = allows.filter(
    (statement) => trustsSaml(statement) && !statement.partial && !hasAudience(statement),
  );
  if (config.requireAudience && withoutAudience.length > 0) {
    report(thing, {
      wrong: `role ${role.label} takes what a SAML provider says to anybody`,
      got: "no condition SAML:aud",
      todo: "add the condition StringEquals SAML:aud https://signin.aws.amazon.com/saml",
    });
  }
}

function hasAudience({ conditions }: Statement): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      key === "saml:aud" &&
      /^(ForAnyValue:)?StringEquals(IgnoreCase)?$/.test(operator) &&
      values.length > 0,
  );
}
