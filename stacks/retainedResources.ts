import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  findBucket,
  findKey,
  findKeysWithoutAlias,
  type FoundKey,
  findRole,
} from "@quicksight-governance/core/preflight";
import { type AccountSettings, bucketNameOf } from "@quicksight-governance/core/settings";
import { keyAliasOf, keyDescriptionOf } from "../components/encryptionKeys.ts";
import { federationRoleDescription } from "../components/federationRole.ts";
import { lockRule } from "../components/governanceBucket.ts";
import {
  secretsRoleDescription,
  secretsRoleName,
  secretsRolePath,
} from "../components/secretsAccess.ts";
import type { Facts } from "./facts.ts";
import { trailBucketNameOf } from "./names.ts";
import { ownsGlobal } from "./settingsIn.ts";

/** What is in AWS under the name of a resource: one that this program made, somebody else's, or one that nobody can use. */
export type Finding =
  | { readonly kind: "ours"; readonly id: string }
  | { readonly kind: "theirs" }
  | { readonly kind: "unusable"; readonly message: string };

/** A resource that a destroy leaves in AWS on purpose, so that the next run finds it there. */
export interface RetainedResource {
  /** The setting that it comes from. */
  readonly where: string;
  /** What a person calls it. */
  readonly title: string;
  /** The end of its URN: type and name. */
  readonly end: string;
  /** What the caller must be allowed to look at it, as the rest of `allow …`; and what else to do, where the right may be there. */
  readonly allow: string;
  /** True: the account has it once, whatever the Region. */
  readonly global: boolean;
  /** Whether the state has it, and under this name, by its outputs there. */
  holds(outputs: Readonly<Record<string, unknown>>): boolean;
  /**
   * Looks at AWS; undefined when there is nothing under the name.
   *
   * @param held outputs of other resources in the state, by the ends of their URNs
   */
  look(held: HeldOutputs): Promise<Finding | undefined>;
}

/** Outputs of resources in the state, by the ends of their URNs. */
export type HeldOutputs = (end: string) => Readonly<Record<string, unknown>> | undefined;

/**
 * Everything of an account stack that a destroy leaves, a row each: where it comes from, how the state and AWS are asked for it, and
 * how is seen that it is ours. What configures it further is put anew, which is the same whether it is there or not.
 */
export function retainedResources(
  settings: AccountSettings,
  facts: Facts,
  access: AwsAccess,
): RetainedResource[] {
  const { federation, secrets, madeSecrets, keys, trail } = settings;
  const isAnySecret = secrets.length + Object.keys(madeSecrets).length > 0;
  let withoutAlias: Promise<FoundKey[]> | undefined;
  const findOthers = () => (withoutAlias ??= findKeysWithoutAlias(access));
  return [
    governanceBucket(settings, facts, access),
    ...(federation.existing ? [] : [federationRole(federation.role, access)]),
    ...(trail === undefined || trail.existing !== undefined ? [] : [trailBucket(facts, access)]),
    ...(isAnySecret ? [secretsRole(ownsGlobal(settings, facts.region), access)] : []),
    ...Object.entries(keys).flatMap(([name, { arn }]) =>
      arn === undefined ? [key(name, findOthers, access), alias(name, access)] : [],
    ),
  ];
}

/** See {@link RetainedResource.end}. */
export const bucketEnd = "aws:s3/bucket:Bucket::governance";
/** See {@link RetainedResource.end}. */
export const federationRoleEnd = "aws:iam/role:Role::federation";
/** See {@link RetainedResource.end}. */
export const secretsRoleEnd = "aws:iam/role:Role::secrets";
/** See {@link RetainedResource.end}. */
export const keyEnd = (name: string): string => `aws:kms/key:Key::keys-${name}`;

/** The rights on a bucket of `findBucket`. */
const bucketRights = "s3:ListBucket, s3:GetLifecycleConfiguration and s3:GetBucketPolicy on it";

function governanceBucket(
  settings: AccountSettings,
  facts: Facts,
  access: AwsAccess,
): RetainedResource {
  const name = bucketNameOf(settings, facts);
  return {
    ...{ where: "account.bucket", title: `bucket ${name}`, end: bucketEnd, global: false },
    allow: `${bucketRights}, or choose another name where another account has it`,
    holds: ({ bucket }) => bucket === name,
    look: async () => {
      const found = await findBucket(name, facts.accountId, access);
      if (found === undefined) return undefined;
      if (found.region !== facts.region) {
        const message = `the bucket ${name} is in ${found.region ?? "another Region"}, and this stack is of ${facts.region}; leave account.bucket out, or name another bucket in each Region`;
        return { kind: "unusable", message };
      }
      const named = name === bucketNameOf({}, facts);
      if (named || found.untouched || found.rules.includes(lockRule)) {
        return { kind: "ours", id: name };
      }
      const message = `a bucket ${name} is there already, and nothing says that this program made it (it is in use, without the lifecycle rule ${lockRule}); its policy and rules would be replaced: choose another name, or leave account.bucket out`;
      return { kind: "unusable", message };
    },
  };
}

/** Its name is of the account and Region, so that nobody else's has it. */
function trailBucket(facts: Facts, access: AwsAccess): RetainedResource {
  const name = trailBucketNameOf(facts);
  return {
    ...{ where: "account.trail", title: `bucket ${name}`, global: false },
    end: "aws:s3/bucket:Bucket::trail",
    allow: `${bucketRights}, or name a bucket in account.trail.existing where another account has it`,
    holds: () => true,
    look: async () => {
      const found = await findBucket(name, facts.accountId, access);
      return found === undefined ? undefined : { kind: "ours", id: name };
    },
  };
}

function federationRole(name: string, access: AwsAccess): RetainedResource {
  return {
    ...{ where: "account.federation", title: `role ${name}`, end: federationRoleEnd, global: true },
    allow: "iam:GetRole",
    holds: (outputs) => outputs["name"] === name,
    look: async () => {
      const found = await findRole(name, access);
      if (found === undefined) return undefined;
      if (found.path === "/" && found.description === federationRoleDescription) {
        return { kind: "ours", id: name };
      }
      const message = `a role ${name} is there already (${found.arn}), and neither does the state of this stack have it, nor did this program make it; set existing: true to use it as it is`;
      return { kind: "unusable", message };
    },
  };
}

/** @param owner whether this stack owns what the account has once; otherwise the role is used as it is */
function secretsRole(owner: boolean, access: AwsAccess): RetainedResource {
  const [where, title] = ["account.secrets", `role ${secretsRoleName}`];
  return {
    ...{ where, title, end: secretsRoleEnd, global: true },
    allow: "iam:GetRole",
    holds: () => true,
    look: async () => {
      const found = await findRole(secretsRoleName, access);
      if (found === undefined) return undefined;
      if (found.path !== secretsRolePath) {
        const message = `the role ${secretsRoleName} is ${found.arn}, where QuickSight does not look for it; delete it, and the next run makes it at ${secretsRolePath}, or let the QuickSight console make it (Manage QuickSight, Security & permissions, Secrets Manager)`;
        return { kind: "unusable", message };
      }
      // What is ours is put right by the run that has it in its state.
      if (owner && found.description === secretsRoleDescription) {
        return { kind: "ours", id: secretsRoleName };
      }
      if (found.trusted.includes("quicksight.amazonaws.com")) return { kind: "theirs" };
      const message = `the role ${found.arn} does not trust QuickSight; let quicksight.amazonaws.com assume it (sts:AssumeRole), or no data source reads a secret`;
      return { kind: "unusable", message };
    },
  };
}

/** @param findOthers finds the keys without an alias: a run that is killed when it has made one leaves it so, known by its description */
function key(
  name: string,
  findOthers: () => Promise<readonly FoundKey[]>,
  access: AwsAccess,
): RetainedResource {
  const aliasName = keyAliasOf(name);
  return {
    ...{ where: `account.keys.${name}`, title: `key of ${aliasName}`, global: false },
    end: keyEnd(name),
    allow: "kms:DescribeKey, kms:ListKeys and kms:ListAliases",
    holds: () => true,
    look: async () => {
      const found = await findKey(aliasName, access);
      if (found !== undefined) {
        return judgeKey(found.keyId, findWrong(name, found));
      }
      const description = keyDescriptionOf(name);
      const others = (await findOthers()).filter((one) => one.description === description);
      const [only] = others;
      if (only === undefined) return undefined;
      const ids = others.map(({ keyId }) => keyId).join(", ");
      const message =
        others.length === 1
          ? findUnusable(
              `the key ${ids} without an alias says that it is ${name} of this program`,
              only,
            )
          : `${others.length} keys say that they are ${name} of this program, and none has an alias (${ids}); name the one with arn, or give it the alias (aws kms create-alias --alias-name ${aliasName} --target-key-id …)`;
      return judgeKey(only.keyId, message);
    },
  };
}

function judgeKey(id: string, message: string | undefined): Finding {
  return message === undefined ? { kind: "ours", id } : { kind: "unusable", message };
}

function findWrong(name: string, found: FoundKey): string | undefined {
  const { keyId, description } = found;
  const which = `${keyAliasOf(name)} leads to the key ${keyId}`;
  if (description !== keyDescriptionOf(name)) {
    return `${which}, which this program did not make; name it with arn, or call the key by another name`;
  }
  return findUnusable(which, found);
}

function findUnusable(which: string, { keyId, state }: FoundKey): string | undefined {
  if (state === "PendingDeletion") {
    return `${which}, which waits for its deletion, and what it encrypted is lost with it; keep it (aws kms cancel-key-deletion and enable-key --key-id ${keyId}), or delete the alias to have another one made`;
  }
  return state === "Enabled" ? undefined : `${which}, which is ${state}; enable it`;
}

function alias(name: string, access: AwsAccess): RetainedResource {
  const aliasName = keyAliasOf(name);
  return {
    ...{ where: `account.keys.${name}`, title: aliasName, global: false },
    end: `aws:kms/alias:Alias::keys-${name}`,
    allow: "kms:DescribeKey",
    holds: () => true,
    look: async (held) => {
      const found = await findKey(aliasName, access);
      if (found === undefined) return undefined;
      const ours = held(keyEnd(name))?.["keyId"];
      if (typeof ours !== "string" || ours === found.keyId) return { kind: "ours", id: aliasName };
      const message = `${aliasName} leads to the key ${found.keyId}, and the key of this stack is ${ours}; when nothing needs the former any more, delete the alias (aws kms delete-alias --alias-name ${aliasName}), and the next run makes it`;
      return { kind: "unusable", message };
    },
  };
}
