import { field, list, type Plain, undecided } from "./plain.ts";
import { get, make, type Reader, refsOf, selfRef, type Source } from "./source.ts";
import type { Ref, Thing } from "./thing.ts";

/** Who can have policies; a permission set becomes a role in each account that it is given for. */
export const principalKinds = ["role", "user", "group", "permissionSet"] as const;

/** See {@link principalKinds}. */
export type PrincipalKind = (typeof principalKinds)[number];

/** Refs to principals, by kind. */
type Refs = Readonly<Partial<Record<PrincipalKind, readonly Ref[]>>>;

/**
 * IAM.
 *
 * - `role`: `name`, `path`, `trust` (a policy document); refs `trusted`: what the trust was made from, and `boundary`
 * - `user`, `group`: `name`; refs of a user `boundary`
 * - `inlinePolicy`: `document`, a policy of a principal's own; refs `role`, `user`, `group`
 * - `attachment`: managed policies of a principal; refs `role`, `user`, `group`, and `policies`
 * - `managedPolicy`: `document`
 * - `identityProvider`: of SAML or OIDC; nothing but ids
 */
export const iam: Readonly<Record<string, Reader>> = {
  "aws:iam/role:Role": (source) => {
    const self = { role: [selfRef(source)] };
    return [
      roleOf(source, "name", "assumeRolePolicy"),
      ...list(get(source, "inlinePolicies")).map((one: Plain) =>
        make(source, "inlinePolicy", { document: field(one, "policy") }, self),
      ),
      ...attachmentOf(source, self, "managedPolicyArns"),
    ];
  },
  "aws:iam/user:User": (source) => [
    make(source, "user", { name: get(source, "name") }, boundaryOf(source), idsOf(source)),
  ],
  "aws:iam/group:Group": (source) => [
    make(source, "group", { name: get(source, "name") }, {}, idsOf(source)),
  ],
  "aws:iam/rolePolicy:RolePolicy": grantTo({ role: "role" }, "policy"),
  "aws:iam/userPolicy:UserPolicy": grantTo({ user: "user" }, "policy"),
  "aws:iam/groupPolicy:GroupPolicy": grantTo({ group: "group" }, "policy"),
  "aws:iam/policy:Policy": (source) => [
    make(source, "managedPolicy", { document: get(source, "policy") }, {}, idsOf(source)),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachmentTo({ role: "role" }, "policyArn"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachmentTo({ user: "user" }, "policyArn"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachmentTo(
    { group: "group" },
    "policyArn",
  ),
  "aws:iam/policyAttachment:PolicyAttachment": attachmentTo(
    { role: "roles", user: "users", group: "groups" },
    "policyArn",
  ),
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": attachmentTo(
    { role: "roleName" },
    "policyArns",
  ),
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": attachmentTo(
    { user: "userName" },
    "policyArns",
  ),
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": attachmentTo(
    { group: "groupName" },
    "policyArns",
  ),
  "aws:iam/samlProvider:SamlProvider": identityProvider,
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": identityProvider,
};

/** The same in CloudFormation's words. */
export const iamNative: Readonly<Record<string, Reader>> = {
  "AWS::IAM::Role": (source) => [
    roleOf(source, "roleName", "assumeRolePolicyDocument"),
    ...ownPolicies(source, { role: [selfRef(source)] }),
  ],
  "AWS::IAM::User": (source) => [
    make(
      source,
      "user",
      { name: get(source, "userName") },
      boundaryOf(source),
      idsOf(source, "userName"),
    ),
    ...ownPolicies(source, { user: [selfRef(source)] }),
  ],
  "AWS::IAM::Group": (source) => [
    make(source, "group", { name: get(source, "groupName") }, {}, idsOf(source, "groupName")),
    ...ownPolicies(source, { group: [selfRef(source)] }),
  ],
  "AWS::IAM::RolePolicy": grantTo({ role: "roleName" }, "policyDocument"),
  "AWS::IAM::UserPolicy": grantTo({ user: "userName" }, "policyDocument"),
  "AWS::IAM::GroupPolicy": grantTo({ group: "groupName" }, "policyDocument"),
  "AWS::IAM::Policy": grantTo({ role: "roles", user: "users", group: "groups" }, "policyDocument"),
  "AWS::IAM::ManagedPolicy": (source) => [
    make(source, "managedPolicy", { document: get(source, "policyDocument") }, {}, [
      get(source, "policyArn"),
      get(source, "arn"),
      get(source, "managedPolicyName"),
    ]),
    make(
      source,
      "attachment",
      {},
      {
        ...refsBy(source, { role: "roles", user: "users", group: "groups" }),
        policies: [selfRef(source)],
      },
    ),
  ],
  "AWS::IAM::SAMLProvider": identityProvider,
  "AWS::IAM::OIDCProvider": identityProvider,
};

function roleOf(source: Source, name: string, trust: string): Thing {
  const { sourcesOf } = source;
  return make(
    source,
    "role",
    {
      name: prefixed(source, get(source, name)),
      path: get(source, "path"),
      trust: get(source, trust),
    },
    { trusted: [{ value: undecided, sources: sourcesOf(trust) }], ...boundaryOf(source) },
    idsOf(source, name),
  );
}

/** A name of which only the prefix is said, the rest being made up: `prefix*`. */
function prefixed(source: Source, name: Plain): Plain {
  const prefix = get(source, "namePrefix");
  const isMadeUp = typeof name !== "string" && typeof prefix === "string" && prefix !== "";
  return isMadeUp ? `${prefix}*` : name;
}

function boundaryOf(source: Source): Thing["refs"] {
  return { boundary: refsOf(source, "permissionsBoundary") };
}

function idsOf(source: Source, name = "name"): readonly Plain[] {
  return [get(source, name), get(source, "arn"), get(source, "id")];
}

function identityProvider(source: Source): readonly Thing[] {
  return [make(source, "identityProvider", {}, {}, [get(source, "arn"), get(source, "name")])];
}

function refsBy(
  source: Source,
  properties: Readonly<Partial<Record<PrincipalKind, string>>>,
): Refs {
  return Object.fromEntries(
    Object.entries(properties).map(([kind, property]) => [kind, refsOf(source, property)]),
  );
}

function grantTo(
  properties: Readonly<Partial<Record<PrincipalKind, string>>>,
  document: string,
): Reader {
  return (source) => [
    make(source, "inlinePolicy", { document: get(source, document) }, refsBy(source, properties)),
  ];
}

function attachmentTo(
  properties: Readonly<Partial<Record<PrincipalKind, string>>>,
  policies: string,
): Reader {
  return (source) => attachmentOf(source, refsBy(source, properties), policies);
}

function attachmentOf(source: Source, to: Refs, property: string): readonly Thing[] {
  const policies = refsOf(source, property);
  return policies.length === 0 ? [] : [make(source, "attachment", {}, { ...to, policies })];
}

function ownPolicies(source: Source, self: Refs): readonly Thing[] {
  return [
    ...list(get(source, "policies")).map((one: Plain) =>
      make(source, "inlinePolicy", { document: field(one, "policyDocument") }, self),
    ),
    ...attachmentOf(source, self, "managedPolicyArns"),
  ];
}
