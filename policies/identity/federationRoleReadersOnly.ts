import type { PolicyResource } from "@pulumi/policy";
import { show } from "../support/formatViolation.ts";
import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { overStack } from "../support/overStack.ts";
import { read, readList, readTexts } from "../support/read.ts";
import { readAllows } from "../support/readStatements.ts";
import { refersTo } from "../support/refersTo.ts";
import { texts } from "../support/setting.ts";
import { types } from "../support/types.ts";

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
};

/** A policy document that gives a role permissions, and the resource that is to blame for it. */
interface Grant {
  readonly source: PolicyResource;
  readonly document: unknown;
}

/**
 * People sign in to QuickSight with this role: what it allows, everybody in the directory may do. A role is known by its name, or by
 * anything of QuickSight that it allows.
 */
export const federationRoleReadersOnly: GovernancePolicy = {
  name: "federation-role-readers-only",
  description:
    "A role that people sign in with through SAML lets them register themselves as reader, and nothing else.",
  why: "Whoever may call quicksight:CreateUser or CreateAdmin makes themselves author or admin at first sign-in, past the membership file.",
  enforcementLevel: "mandatory",
  severity: "critical",
  configSchema: { properties: settings },
  remediationSteps:
    "Reduce the role's policies to quicksight:CreateReader; give roles to people through groups in the membership file.",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonquicksight.html",
  validateStack: overStack(settings, (resources, config, report) => {
    const allowed = new Set(config.allowedActions.map((action) => action.toLowerCase()));
    for (const role of resources.filter(isTrustedBySaml)) {
      const grants = grantsOf(role, resources);
      const isOurs = isNamed(role, config.roles) || grants.some(reachesQuickSight);
      for (const { source, document } of isOurs ? grants : []) {
        const refused = readAllows(document).flatMap(({ actions, negations }) => [
          ...actions.filter((action) => !allowed.has(action.toLowerCase())),
          ...negations,
        ]);
        if (refused.length === 0) continue;
        report(source, {
          wrong: `people who sign in with role ${role.name} may do more than they should`,
          got: show([...new Set(refused)]),
          todo: `allow only ${config.allowedActions.join(", ")}`,
        });
      }
      for (const { source, arn } of strangersOf(role, resources)) {
        if (config.managedPolicies.includes(arn)) continue;
        report(source, {
          wrong: `role ${role.name}, which people sign in with, has a managed policy that cannot be checked here`,
          got: arn,
          todo: "detach it, or add it to managedPolicies",
        });
      }
    }
  }),
};

function isTrustedBySaml({ type, props }: PolicyResource): boolean {
  if (type !== types.role) return false;
  return readAllows(read(props, "assumeRolePolicy")).some(
    ({ actions, principals }) =>
      actions.some((action) => action.toLowerCase() === "sts:assumerolewithsaml") ||
      principals.some((name) => name.startsWith("Federated:") && name.includes(":saml-provider/")),
  );
}

function isNamed({ props }: PolicyResource, patterns: readonly string[]): boolean {
  const name = read(props, "name");
  return typeof name === "string" && patterns.some((pattern) => matchesGlob(pattern, name));
}

/** Whether a document may allow anything of QuickSight: a role without that, such as that of engineers, is somebody else's. */
function reachesQuickSight({ document }: Grant): boolean {
  return readAllows(document).some(
    ({ actions, negations }) =>
      negations.length > 0 ||
      actions.some((action) => matchesGlob(action.split(":")[0] ?? "", "quicksight")),
  );
}

/** Every policy document of a role that the stack holds. */
function grantsOf(role: PolicyResource, resources: readonly PolicyResource[]): Grant[] {
  const inline = readList(role.props, "inlinePolicies").map((policy) => ({
    source: role,
    document: read(policy, "policy"),
  }));
  const attached = resources
    .filter(
      (resource) =>
        (resource.type === types.rolePolicy && isOfRole(resource, role)) ||
        (resource.type === types.policy && isAttached(resource, role, resources)),
    )
    .map((source) => ({ source, document: read(source.props, "policy") }));
  return [...inline, ...attached];
}

/** Managed policies of a role that are not in the stack. */
function strangersOf(role: PolicyResource, resources: readonly PolicyResource[]) {
  const own = resources.filter(({ type }) => type === types.policy);
  const listed = readTexts(role.props, "managedPolicyArns")
    .filter((arn) => !own.some(({ props }) => read(props, "arn") === arn))
    .map((arn) => ({ source: role, arn }));
  const attached = attachmentsOf(role, resources)
    .filter((attachment) => own.every((policy) => refersToPolicy(attachment, policy) === false))
    .flatMap((source) => readTexts(source.props, "policyArn").map((arn) => ({ source, arn })));
  return [...listed, ...attached];
}

function isAttached(
  policy: PolicyResource,
  role: PolicyResource,
  resources: readonly PolicyResource[],
): boolean {
  const arn = read(policy.props, "arn");
  const listed =
    typeof arn === "string" && readTexts(role.props, "managedPolicyArns").includes(arn);
  const attachments = attachmentsOf(role, resources);
  return listed || attachments.some((attachment) => refersToPolicy(attachment, policy) === true);
}

function attachmentsOf(role: PolicyResource, resources: readonly PolicyResource[]) {
  return resources.filter(
    (resource) => resource.type === types.rolePolicyAttachment && isOfRole(resource, role),
  );
}

function isOfRole(resource: PolicyResource, role: PolicyResource): boolean {
  return refersTo(resource, "role", role, ["name", "id", "arn"]) === true;
}

function refersToPolicy(attachment: PolicyResource, policy: PolicyResource) {
  return refersTo(attachment, "policyArn", policy, ["arn", "id"]);
}
