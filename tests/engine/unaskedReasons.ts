/** The same reason for several actions of QuickSight. */
const each = (names: string, reason: string) =>
  Object.fromEntries(names.split(" ").map((name) => [`quicksight:${name}`, reason]));

const released = "the released provider reads it of every bucket; the local plugin does not";
const describedAnew =
  "what this program says otherwise than the version that deployed it last: goldens";
const handedOver =
  "what a leaver owns of this kind, in an account that has any: tests/core/assets/handOver.test.ts";

/**
 * Rights that the life of the sample's stacks on this machine does not ask for, and what does: by kind of stack and action. What is
 * neither asked for nor here has no place in the lists of `stacks/`.
 */
export const unaskedReasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: {
    "iam:ListInstanceProfilesForRole":
      "the released provider asks before it deletes a role; the local plugin does not",
    "iam:ListRoles": "a role that is there and in no state: tests/engine/accountAgain.test.ts",
    "iam:UpdateRole": describedAnew,
    "iam:UpdateRoleDescription": describedAnew,
    "kms:PutKeyPolicy": `CreateKey depends on it (service authorization reference); ${describedAnew}`,
    "kms:UpdateAlias": "the key was deleted and is made anew, while its alias stays",
    "kms:UpdateKeyDescription": describedAnew,
    "s3:DeleteObject":
      "a lock with nothing to remember: tests/core/reconcile/lock/acquireLock.test.ts; that of keys remembers their default",
    "s3:GetAccelerateConfiguration": released,
    "s3:GetBucketAcl": released,
    "s3:GetBucketCORS": released,
    "s3:GetBucketLogging": released,
    "s3:GetBucketRequestPayment": released,
    "s3:GetBucketWebsite": released,
    "s3:GetReplicationConfiguration": released,
    ...each(
      "ListDataSources",
      "what a key encrypts that leaves the registration: tests/engine/refusals.test.ts",
    ),
    ...each(
      "CreateIngestion DescribeDataSource DescribeIngestion ListIngestions UpdateDataSource",
      "another default key, with data sets under the one before: tests/engine/reencryption.test.ts",
    ),
    ...each(
      "CancelIngestion",
      "a key that is revoked while loads go on: tests/providers/reencryptionHandlers.test.ts",
    ),
    ...each(
      "ListNamespaces ListUsers",
      "a federation role that goes: tests/engine/identity.test.ts",
    ),
  },
  tenant: {
    "kms:Decrypt": "a secret with a key of its own: tests/engine/secrets.test.ts",
    "s3:ListBucket": "S3 says of an object that is not there that it is not, only to who may list",
    ...each(
      "DeleteUserCustomPermission UpdateUserCustomPermission",
      "groups with custom permissions: tests/core/people/steps/downgrade.test.ts",
    ),
    ...each(
      "DescribeGroup",
      "whether a group that goes is there: tests/core/people/notFound.test.ts",
    ),
    ...each(
      "UpdateGroup",
      "another description of a group that version 0.1 left in a state: stacks/findNativeGroups.ts",
    ),
    ...each(
      "ListNamespaces",
      "somebody who cannot be registered as another tenant has them: tests/core/people/moves.test.ts",
    ),
    ...each("CreateIngestion", "a load that failed before: tests/engine/followed.test.ts"),
    ...each(
      "DescribeAnalysis DescribeTopic",
      "what uses data that goes, in an account that has any: tests/core/assets/findUses.test.ts",
    ),
    ...each(
      "DescribeActionConnectorPermissions DescribeAgentPermissions DescribeAnalysisPermissions DescribeAppPermissions " +
        "DescribeFolderPermissions DescribeKnowledgeBasePermissions DescribeSpacePermissions DescribeTemplatePermissions " +
        "DescribeThemePermissions DescribeTopicPermissions GetFlowPermissions",
      handedOver,
    ),
    ...each(
      "UpdateActionConnectorPermissions UpdateAgentPermissions UpdateAnalysisPermissions UpdateAppPermissions " +
        "UpdateDataSetPermissions UpdateDataSourcePermissions UpdateFlowPermissions UpdateFolderPermissions " +
        "UpdateKnowledgeBasePermissions UpdateSpacePermissions UpdateTemplatePermissions UpdateThemePermissions " +
        "UpdateTopicPermissions",
      handedOver,
    ),
  },
};
