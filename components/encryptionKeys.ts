import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PolicyConditions } from "@quicksight-governance/core/settings";
import { formatKeys, wantedRotation } from "@quicksight-governance/core/keys";
import { accessTagKey, denyStatements } from "@quicksight-governance/core/keys/access";
import { Completion } from "../providers/completion.ts";
import { Reencryption, type ReencryptionArgs } from "../providers/reencryption.ts";

/** A key to register: an existing one by its ARN, or one to make. */
export interface EncryptionKeyArgs {
  /** Absent: the component makes the key. */
  readonly arn?: string | undefined;
  /** Exactly one key is the default: it encrypts everything new. */
  readonly default: boolean;
  /** Days between automatic rotations of a key that is made here, 90 to 2560. */
  readonly rotationDays: number;
  /** The day, in UTC, since which the key must have been rotated: rotated on demand where it was not. @default not rotated on demand */
  readonly rotatedOn?: string | undefined;
  /** Whether QuickSight may use it, where the settings say so. */
  readonly access?: "revoked" | "granted" | undefined;
}

/** Arguments of {@link EncryptionKeys}. */
export interface EncryptionKeysArgs {
  readonly accountId: string;
  readonly partition: string;
  /** Keys and registration belong to one Region: that of the data. */
  readonly region: string;
  /** The keys by a name of ours, which also names their alias. */
  readonly keys: Readonly<Record<string, EncryptionKeyArgs>>;
  /** How everything in SPICE is brought under the default key; absent: it is not. */
  readonly reencryption?:
    | Pick<ReencryptionArgs, "exceptTag" | "openRevoked" | "parallel" | "minutes" | "lockBucket">
    | undefined;
  /** Of the policies of keys that are made here. */
  readonly conditions: PolicyConditions;
  readonly tags: Readonly<Record<string, string>>;
  /** By the names of keys that are made here, what `qsgov revoke` or the setting `access` has left on them. */
  readonly revoked?: Readonly<Record<string, RevokedKey>>;
}

/** What a revoked key has that it is not declared with: it stays, so that no update gives access back. */
export interface RevokedKey {
  /** Its policy has our statements, or what was made of them. */
  readonly isDenied: boolean;
  /** The value of the tag that says who revoked it, when and why. */
  readonly tag: string | undefined;
}

/**
 * The customer managed keys that QuickSight encrypts with, made or adopted, and registered as one list with one default.
 *
 * The registration is protected and stays when the stack goes: deleting it would clear every key of the account. The keys
 * stay as well, because what they encrypted cannot be read without them. A new default encrypts what is new; existing SPICE
 * data sets keep their old key until a full refresh (AWS user guide, "Key management"), which a {@link Reencryption} sees to. What QuickSight made of the list is read
 * back: a key that it does not take is an error.
 *
 * @example
 * new EncryptionKeys("keys", { accountId, partition, region, conditions: "documented", keys: { main: { default: true, rotationDays: 365 } }, tags });
 */
export class EncryptionKeys extends pulumi.ComponentResource {
  /** The ARNs of the keys by name. */
  readonly keyArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** Done once QuickSight has the list of keys: what needs that waits for this one, and neither for loads nor for rotations. */
  readonly registered: pulumi.Resource;

  constructor(name: string, args: EncryptionKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    const { conditions: _, revoked: __, reencryption, ...described } = args;
    super("quicksight-governance:account:EncryptionKeys", name, described, opts);

    this.keyArns = Object.fromEntries(
      Object.entries(args.keys).map(([key, settings]) => [
        key,
        settings.arn === undefined
          ? makeKey(`${name}-${key}`, key, settings, args, this)
          : pulumi.output(settings.arn),
      ]),
    );
    const { accountId, region } = args;
    const registration = new aws.quicksight.KeyRegistration(
      name,
      {
        awsAccountId: accountId,
        region,
        keyRegistrations: Object.entries(args.keys).map(([key, settings]) => ({
          keyArn: this.keyArns[key] ?? "",
          defaultKey: settings.default,
        })),
      },
      { parent: this, protect: true, retainOnDelete: true },
    );
    const declared = Object.entries(args.keys).map(([key, { default: isDefault }]) => ({
      ...{ name: key, arn: this.keyArns[key] ?? "", default: isDefault },
    }));
    this.registered = new Completion(
      `${name}-registration`,
      {
        ...{ kind: "keyRegistration", accountId, region, subject: "" },
        displayName: `account ${accountId} in ${region}`,
        definition: "",
        wanted: pulumi.output(declared).apply(formatKeys),
      },
      { parent: this, dependsOn: registration },
    );
    const defaultKey = declared.find((key) => key.default)?.arn;
    if (reencryption !== undefined && defaultKey !== undefined) {
      new Reencryption(
        `${name}-reencryption`,
        {
          accountId,
          region,
          defaultKey,
          closing: closingOf(args.keys, this.keyArns),
          ...reencryption,
        },
        { parent: this, dependsOn: this.registered },
      );
    }
    followRotations(name, args, this.keyArns, { parent: this, dependsOn: registration });
    this.registerOutputs({ keyArns: this.keyArns });
  }
}

/** The keys that the settings revoke: that is done once they are registered, while others are loaded. */
function closingOf(keys: EncryptionKeysArgs["keys"], arns: EncryptionKeys["keyArns"]) {
  return Object.entries(keys).flatMap(([name, { access }]) =>
    access === "revoked" ? (arns[name] ?? []) : [],
  );
}

function followRotations(
  name: string,
  { keys, accountId, region }: EncryptionKeysArgs,
  keyArns: EncryptionKeys["keyArns"],
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [key, { rotatedOn }] of Object.entries(keys)) {
    if (rotatedOn === undefined) continue;
    new Completion(
      `${name}-${key}-rotation`,
      {
        ...{ kind: "keyRotation", accountId, region, subject: keyArns[key] ?? "" },
        displayName: `key ${key}`,
        definition: "",
        wanted: wantedRotation(rotatedOn),
      },
      opts,
    );
  }
}

/** The alias of a key that is made here; AWS's own begin with `alias/aws/`. */
export const keyAliasOf = (key: string) => `alias/quicksight-governance-${key}`;

/** What a key that is made here says of itself, which tells it from others. */
export const keyDescriptionOf = (key: string) =>
  `QuickSight data, key ${key} (quicksight-governance)`;

function makeKey(
  name: string,
  key: string,
  settings: EncryptionKeyArgs,
  args: EncryptionKeysArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { isDenied = false, tag } = args.revoked?.[key] ?? {};
  const { Statement, ...policy } = keyPolicy(args);
  const denied = isDenied ? denyStatements(args.region) : [];
  const made = new aws.kms.Key(
    name,
    {
      description: keyDescriptionOf(key),
      enableKeyRotation: true,
      rotationPeriodInDays: settings.rotationDays,
      policy: JSON.stringify({ ...policy, Statement: [...Statement, ...denied] }),
      tags: { ...args.tags, ...(tag === undefined ? {} : { [accessTagKey]: tag }) },
    },
    // Disabling a key is how access is taken away in an emergency: no update puts that back.
    { parent, retainOnDelete: true, ignoreChanges: ["isEnabled"] },
  );
  new aws.kms.Alias(
    name,
    { name: keyAliasOf(key), targetKeyId: made.keyId },
    { parent, retainOnDelete: true },
  );
  return made.arn;
}

/**
 * Who may do what with a key. The account's administrators manage it but cannot decrypt with it. It encrypts and decrypts for
 * callers of this account whom IAM allows it, and for QuickSight by the grants that a registration makes (AWS user guide: the caller of
 * `UpdateKeyRegistration` needs `kms:CreateGrant`). With all conditions callers must come through QuickSight in this Region, which is
 * in no list of services that KMS knows as such.
 */
function keyPolicy({ accountId, partition, region, conditions }: EncryptionKeysArgs) {
  const throughQuickSight = { "kms:ViaService": `quicksight.${region}.amazonaws.com` };
  const account = { AWS: `arn:${partition}:iam::${accountId}:root` };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Administer",
        Effect: "Allow",
        Principal: account,
        Action: [
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:Describe*",
          "kms:Disable*",
          "kms:Enable*",
          "kms:Get*",
          "kms:List*",
          "kms:PutKeyPolicy",
          "kms:RevokeGrant",
          "kms:RotateKeyOnDemand",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:Update*",
        ],
        Resource: "*",
      },
      {
        Sid: "UseThroughQuickSight",
        Effect: "Allow",
        Principal: account,
        Action: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": accountId,
            ...(conditions === "all" ? throughQuickSight : {}),
          },
        },
      },
    ],
  };
}
