import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import { accountLock, keyAccessLock } from "@quicksight-governance/core/reconcile";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";

/** What an account stack with keys needs for them: their registration, rotation, re-encryption, and access to them by a setting. */
export function keyPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  if (Object.keys(settings.keys).length === 0) return [];
  const { accountId, partition, region } = facts;
  const kms = `arn:${partition}:kms:${region}:${accountId}`;
  return [
    {
      sid: "Anywhere",
      actions: ["kms:CreateKey", "kms:ListAliases"],
      resources: ["*"],
    },
    {
      sid: "Keys",
      actions: ["kms:CreateAlias", "kms:UpdateAlias"],
      resources: [`${kms}:key/*`, `${kms}:alias/quicksight-governance-*`],
    },
    {
      sid: "Keys",
      actions: [
        "kms:CreateGrant",
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        // What a key encrypts that leaves the registration.
        "kms:ListGrants",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription",
      ],
      resources: [`${kms}:key/*`],
    },
    {
      sid: "Anywhere",
      actions: ["quicksight:DescribeKeyRegistration", "quicksight:UpdateKeyRegistration"],
      resources: ["*"],
    },
    ...rotationPermissions(settings, kms),
    ...keyAccessPermissions(settings, facts),
    ...reencryptionPermissions(settings, facts),
    ...lookPermissions(facts),
  ];
}

/** Rotation on demand, where a setting asks for it. */
function rotationPermissions({ keys }: AccountSettings, kms: string): PermissionStatement[] {
  if (Object.values(keys).every(({ rotatedOn }) => rotatedOn === undefined)) return [];
  return [
    {
      sid: "Keys",
      actions: ["kms:ListKeyRotations", "kms:RotateKeyOnDemand"],
      resources: [`${kms}:key/*`],
    },
  ];
}

/** What is looked at for messages, and does without where it is not allowed, but for keys that are to be made. */
function lookPermissions({ accountId, partition, region }: Facts): PermissionStatement[] {
  return [
    // A key that a run made which was killed before it had an alias.
    { sid: "Anywhere", actions: ["kms:ListKeys"], resources: ["*"], tried: true },
    // What a key that leaves encrypts, by its name. Without it, by its id.
    {
      sid: "Anywhere",
      actions: ["quicksight:ListDataSets", "quicksight:ListDataSources"],
      resources: ["*"],
      tried: true,
    },
    // Whether there is Amazon Q data yet.
    {
      sid: "Anywhere",
      actions: ["quicksight:ListKnowledgeBases", "quicksight:ListSpaces", "quicksight:ListTopics"],
      resources: ["*"],
      tried: true,
    },
    {
      sid: "FindAgents",
      actions: ["quicksight:ListAgents"],
      resources: [`arn:${partition}:quicksight:${region}:${accountId}:agent/*`],
      tried: true,
    },
  ];
}

/** Data sets of everybody are loaded. Lists have no type of resource; what a data source on a secret needs besides is told in docs/keys.md. */
function reencryptionPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  const { enabled, exceptTag } = settings.reencryption;
  if (!enabled) return [];
  const { accountId, partition, region } = facts;
  const quicksight = `arn:${partition}:quicksight:${region}:${accountId}`;
  return [
    {
      sid: "Anywhere",
      actions: ["quicksight:ListDataSets", "quicksight:ListIngestions"],
      resources: ["*"],
    },
    {
      sid: "Loads",
      actions: [
        "quicksight:CancelIngestion",
        "quicksight:CreateIngestion",
        "quicksight:DescribeIngestion",
      ],
      resources: [`${quicksight}:dataset/*/ingestion/*`],
    },
    {
      sid: "Credentials",
      actions: ["quicksight:DescribeDataSource", "quicksight:UpdateDataSource"],
      resources: [`${quicksight}:datasource/*`],
    },
    ...(exceptTag === undefined
      ? []
      : [
          {
            sid: "ExemptByTag",
            actions: ["quicksight:ListTagsForResource"],
            resources: [`${quicksight}:dataset/*`],
          },
        ]),
    lockPermission(accountLock, settings, facts),
  ];
}

/** Revoking and restoring by the setting `access` of a key, with lock, journal and record. */
function keyAccessPermissions(settings: AccountSettings, facts: Facts): PermissionStatement[] {
  if (Object.values(settings.keys).every(({ access }) => access === undefined)) return [];
  const { accountId, partition, region } = facts;
  return [
    {
      sid: "Keys",
      actions: ["kms:DisableKey", "kms:EnableKey"],
      resources: [`arn:${partition}:kms:${region}:${accountId}:key/*`],
    },
    lockPermission(keyAccessLock, settings, facts),
    {
      sid: "KeyAccessRecord",
      actions: ["s3:PutObject"],
      resources: [`${bucketArnOf(settings, facts)}/keys/access/*`],
    },
  ];
}

function lockPermission(
  lock: string,
  settings: AccountSettings,
  facts: Facts,
): PermissionStatement {
  return {
    sid: "Lock",
    actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    resources: [`${bucketArnOf(settings, facts)}/locks/${lock}.json`],
  };
}

function bucketArnOf(settings: AccountSettings, facts: Facts): string {
  return `arn:${facts.partition}:s3:::${bucketNameOf(settings, facts)}`;
}
