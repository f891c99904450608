import type { PolicyResourceOptions } from "@pulumi/policy";
import type { Plain, Undecided } from "./plain.ts";

/**
 * What a resource *is*, whichever token, provider or template makes it. Policies ask for things, so that a new token in the registry
 * protects all of them at once. The fields that each kind has stand beside its readers, in `iam.ts`, `storage.ts`, `keys.ts`,
 * `identityCenter.ts`, `quicksight.ts` and `governance.ts`.
 */
export type ThingKind =
  | "role"
  | "user"
  | "group"
  | "permissionSet"
  | "inlinePolicy"
  | "attachment"
  | "managedPolicy"
  | "identityProvider"
  | "bucket"
  | "bucketPolicy"
  | "bucketAccess"
  | "accountAccess"
  | "bucketVersioning"
  | "bucketEncryption"
  | "bucketLogging"
  | "bucketAcl"
  | "bucketGrant"
  | "bucketReplication"
  | "accessPoint"
  | "key"
  | "keyPolicy"
  | "keyGrant"
  | "secret"
  | "secretPolicy"
  | "secretRotation"
  | "secretVersion"
  | "dataSource"
  | "dataSet"
  | "share"
  | "placement"
  | "keyRegistration"
  | "namespace"
  | "subscription"
  | "accountSettings"
  | "ipRestriction"
  | "quickSightUser"
  | "quickSightGroup"
  | "quickSightMembership"
  | "policyAssignment"
  | "guarded"
  | "assertions"
  | "function"
  | "logGroup"
  | "stateMachine"
  | "provider"
  | "unreadable"
  | "resource";

/** One thing that a resource makes: most make one, a role with policies of its own makes several. */
export interface Thing {
  readonly kind: ThingKind;
  /** The resource's name in the program; `stack/LogicalId` for what stands in a template. */
  readonly name: string;
  /** What made it, as it is written in the program: `aws:iam/role:Role`, or `AWS::IAM::Role` within a template. */
  readonly token: string;
  /** Of the resource; that of a thing in a template has `#LogicalId` at its end. */
  readonly urn: string;
  readonly fields: Readonly<Record<string, Plain>>;
  /** What it points to, by the name of the field. */
  readonly refs: Readonly<Record<string, readonly Ref[]>>;
  /** By which other things may name it: names, ARNs, ids; only those that are known. */
  readonly ids: readonly string[];
  readonly opts: PolicyResourceOptions;
  /** URN of the provider that makes it, when it is not the default one. */
  readonly provider?: string;
}

/** How one thing names another. */
export interface Ref {
  /** The text, or {@link undecided} when a preview does not know it. */
  readonly value: string | Undecided;
  /** URNs of what the value was made from: the engine's own record, which a preview has too. */
  readonly sources: readonly string[];
}
