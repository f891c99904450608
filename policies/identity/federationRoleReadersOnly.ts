import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, flag, texts } from "../support/setting.ts";
import { allowsOf } from "../things/document.ts";
import { isJudged } from "../things/earlier.ts";
import { undecided } from "../things/plain.ts";
import { type Principal, principalsOf } from "../things/principals.ts";
import { actionsBeyond, reachesService } from "../things/reach.ts";
import { actionsLeft, resourcesLeft, type Rights, rightsOf, rightsTo } from "../things/rights.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";
import { judgeSignInTrust, trustsFederation, trustsSaml } from "./judgeSignInTrust.ts";

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
  providers: texts(
    "Identity providers, by ARN or name with * and ?, that such a role may trust. None: any of its account.",
    [],
  ),
  requireAudience: flag(
    "Refuse a trust in an identity provider that takes what the provider says to anybody: without a condition on the audience.",
    true,
  ),
  audiences: texts("Values, with * and ?, that the condition SAML:aud may have.", [
    "https://signin.aws.amazon.com/saml*",
    "https://*.signin.aws.amazon.com/saml*",
    "https://signin.amazonaws.cn/saml*",
    "https://*.signin.amazonaws.cn/saml*",
    "https://signin.amazonaws-us-gov.com/saml*",
    "https://*.signin.amazonaws-us-gov.com/saml*",
  ]),
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
    "Reduce the role's policies to quicksight:CreateReader; give roles to people through groups in the membership file. Trust the identity provider only, with a condition on its audience (SAML:aud).",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonquicksight.html",
  settings,
  together: (stack, config, report) => {
    for (const role of principalsOf(stack)) {
      if (role.kind !== "role") continue;
      const rights = rightsOf(role);
      if (!isSignInRole(role, rights, stack, config)) continue;
      if (isJudged(stack)) {
        judgeRights(role, rights, config, report);
        judgeManaged(role, config, report);
      }
      if (role.thing !== undefined) judgeSignInTrust(role, role.thing, stack, config, report);
    }
  },
});

function isSignInRole(role: Principal, rights: Rights, stack: Stack, { roles }: Config): boolean {
  if (roles.some((pattern) => matchesGlob(pattern, role.name))) return true;
  if (role.thing === undefined) return false;
  const { allows, denies } = rights;
  const trust = allowsOf(role.thing.fields["trust"]);
  const isOfStack = (role.thing.refs["trusted"] ?? []).some(
    (ref) => stack.target(ref, ["identityProvider"]).things.length > 0,
  );
  if (isOfStack || trust.some(trustsSaml)) {
    return allows.some(
      ({ statement }) =>
        reachesService(statement, "quicksight") &&
        resourcesLeft(statement, "quicksight:*", denies) !== undefined,
    );
  }
  return (
    trust.some(trustsFederation) &&
    registering.some((action) => rightsTo(rights, action).length > 0)
  );
}

function judgeManaged(role: Principal, { managedPolicies }: Config, report: Report): void {
  for (const { source, arn } of role.managed) {
    if (arn === undecided || managedPolicies.includes(arn)) continue;
    report(source, {
      wrong: `role ${role.label}, which people sign in with, has a managed policy that cannot be checked here`,
      got: arn,
      todo: "detach it, or add it to managedPolicies",
    });
  }
}

/** Reports what a role allows beyond its actions, unless a Deny takes it away, or the boundary allows no more than these. */
function judgeRights(
  role: Principal,
  { allows, denies, boundary, unreadable }: Rights,
  { allowedActions }: Config,
  report: Report,
): void {
  const refused = new Map<Thing, string[]>();
  const add = (source: Thing, ...found: readonly string[]) => {
    if (found.length > 0) refused.set(source, [...(refused.get(source) ?? []), ...found]);
  };
  const isBounded = boundary?.every(
    (statement) =>
      statement.effect === "Deny" || actionsBeyond(statement, allowedActions).length === 0,
  );
  for (const { source, statement } of isBounded === true ? [] : allows) {
    const left = new Set(actionsLeft(statement, denies));
    add(source, ...actionsBeyond(statement, allowedActions).filter((action) => left.has(action)));
  }
  for (const { source, reason } of unreadable) {
    add(source, `a document that cannot be read: ${reason}`);
  }
  for (const [source, found] of refused) {
    report(source, {
      wrong: `people who sign in with role ${role.label} may do more than they should`,
      got: show([...new Set(found)]),
      todo: `allow only ${allowedActions.join(", ")}`,
    });
  }
}
