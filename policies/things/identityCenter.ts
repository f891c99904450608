import type { Plain } from "./plain.ts";
import { get, make, type Reader, refsOf, selfRef, type Source } from "./source.ts";
import type { Ref, Thing } from "./thing.ts";

/**
 * IAM Identity Center.
 *
 * - `permissionSet`: `name`; what it holds is a `inlinePolicy` or an `attachment`, as for a role: refs `permissionSet`
 */
export const identityCenter: Readonly<Record<string, Reader>> = {
  "aws:ssoadmin/permissionSet:PermissionSet": (source) => [permissionSet(source)],
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": (source) => [
    make(source, "inlinePolicy", { document: get(source, "inlinePolicy") }, holderOf(source)),
  ],
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": (source) => [
    make(
      source,
      "attachment",
      {},
      { ...holderOf(source), policies: refsOf(source, "managedPolicyArn") },
    ),
  ],
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": (source) => [
    make(
      source,
      "attachment",
      {},
      { ...holderOf(source), policies: refsOf(source, "managedPolicyArns") },
    ),
  ],
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment": (source) =>
    namedPolicies(source, "customerManagedPolicyReference", holderOf(source)),
  "aws:ssoadmin/customerManagedPolicyAttachmentsExclusive:CustomerManagedPolicyAttachmentsExclusive":
    (source) => namedPolicies(source, "customerManagedPolicyReferences", holderOf(source)),
};

/** The same in CloudFormation's words. */
export const identityCenterNative: Readonly<Record<string, Reader>> = {
  "AWS::SSO::PermissionSet": (source) => {
    const self = { permissionSet: [selfRef(source)] };
    const document = get(source, "inlinePolicy");
    return [
      permissionSet(source),
      ...(document === undefined ? [] : [make(source, "inlinePolicy", { document }, self)]),
      make(source, "attachment", {}, { ...self, policies: refsOf(source, "managedPolicies") }),
      ...namedPolicies(source, "customerManagedPolicyReferences", self),
    ];
  },
};

function permissionSet(source: Source): Thing {
  const ids: readonly Plain[] = [
    get(source, "arn"),
    get(source, "permissionSetArn"),
    get(source, "name"),
  ];
  return make(source, "permissionSet", { name: get(source, "name") }, {}, ids);
}

/** Policies of the account that a permission set is given in, by name. */
function namedPolicies(source: Source, property: string, to: Thing["refs"]): readonly Thing[] {
  const policies = refsOf(source, property);
  return policies.length === 0 ? [] : [make(source, "attachment", {}, { ...to, policies })];
}

function holderOf(source: Source): Readonly<Record<string, readonly Ref[]>> {
  return { permissionSet: refsOf(source, "permissionSetArn") };
}
