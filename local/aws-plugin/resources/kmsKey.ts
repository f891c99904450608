import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
  type KeySpec,
  type KeyUsageType,
} from "@aws-sdk/client-kms";
import type { Context } from "../context.ts";
import type { Resource } from "../resource.ts";

type KeyInputs = {
  bypassPolicyLockoutSafetyCheck?: boolean;
  customerMasterKeySpec?: KeySpec;
  deletionWindowInDays?: number;
  description?: string;
  enableKeyRotation?: boolean;
  isEnabled?: boolean;
  keyUsage?: KeyUsageType;
  multiRegion?: boolean;
  policy?: string;
  rotationPeriodInDays?: number;
  tags?: Record<string, string>;
};

/** `aws.kms.Key`; its id is the key's id. Deleting schedules the deletion. */
export const kmsKey: Resource<KeyInputs> = {
  type: "aws:kms/key:Key",
  inputs: [
    "bypassPolicyLockoutSafetyCheck",
    "customerMasterKeySpec",
    "deletionWindowInDays",
    "description",
    "enableKeyRotation",
    "isEnabled",
    "keyUsage",
    "multiRegion",
    "policy",
    "rotationPeriodInDays",
    "tags",
  ],
  notFound: ["NotFoundException"],

  async create(context, inputs) {
    const tags = toKmsTags(inputs.tags);
    const { KeyMetadata } = await context.client(KMSClient).send(
      new CreateKeyCommand({
        BypassPolicyLockoutSafetyCheck: inputs.bypassPolicyLockoutSafetyCheck,
        KeySpec: inputs.customerMasterKeySpec,
        KeyUsage: inputs.keyUsage,
        ...(inputs.description ? { Description: inputs.description } : {}),
        ...(inputs.multiRegion === true ? { MultiRegion: true } : {}),
        ...(inputs.policy ? { Policy: inputs.policy } : {}),
        ...(tags.length > 0 ? { Tags: tags } : {}),
      }),
    );
    return KeyMetadata?.KeyId ?? "";
  },

  async settle(context, KeyId, { enableKeyRotation, isEnabled, rotationPeriodInDays }) {
    const kms = context.client(KMSClient);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    // Rotation can be set on an enabled key only.
    if (isEnabled === true && KeyMetadata?.Enabled === false) {
      await kms.send(new EnableKeyCommand({ KeyId }));
    }
    if (enableKeyRotation === true) {
      const period = rotationPeriodInDays ? { RotationPeriodInDays: rotationPeriodInDays } : {};
      await kms.send(new EnableKeyRotationCommand({ KeyId, ...period }));
    }
    if (isEnabled === false && KeyMetadata?.Enabled === true) {
      await kms.send(new DisableKeyCommand({ KeyId }));
    }
  },

  async read(context, KeyId) {
    const kms = context.client(KMSClient);
    const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId }));
    if (key?.KeyState === "PendingDeletion") return undefined;
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" }));
    const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    return {
      arn: key?.Arn,
      keyId: key?.KeyId,
      customerMasterKeySpec: key?.KeySpec,
      description: key?.Description,
      enableKeyRotation: rotation.KeyRotationEnabled ?? false,
      isEnabled: key?.Enabled,
      keyUsage: key?.KeyUsage,
      multiRegion: key?.MultiRegion ?? false,
      policy: Policy,
      rotationPeriodInDays:
        rotation.KeyRotationEnabled === true ? rotation.RotationPeriodInDays : undefined,
      tags: await readTags(kms, KeyId),
    };
  },

  async update(context, KeyId, inputs, previous) {
    const kms = context.client(KMSClient);
    if (inputs.description !== previous.description) {
      const Description = inputs.description ?? "";
      await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description }));
    }
    if (inputs.policy && inputs.policy !== previous.policy) {
      await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: inputs.policy }));
    }
    if (previous.enableKeyRotation === true && inputs.enableKeyRotation === false) {
      await kms.send(new DisableKeyRotationCommand({ KeyId }));
    }
    await updateTags(context, KeyId, previous.tags ?? {}, inputs.tags ?? {});
  },

  async delete(context, KeyId, { deletionWindowInDays }) {
    const window = deletionWindowInDays ? { PendingWindowInDays: deletionWindowInDays } : {};
    await context.client(KMSClient).send(new ScheduleKeyDeletionCommand({ KeyId, ...window }));
  },
};

/** KMS writes tags in a way of its own. */
function toKmsTags(tags: Record<string, string> | undefined) {
  return Object.entries(tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
}

async function readTags(kms: KMSClient, KeyId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
}

async function updateTags(
  context: Context,
  KeyId: string,
  previous: Record<string, string>,
  wanted: Record<string, string>,
): Promise<void> {
  const kms = context.client(KMSClient);
  const TagKeys = Object.keys(previous).filter((key) => !(key in wanted));
  if (TagKeys.length > 0) await kms.send(new UntagResourceCommand({ KeyId, TagKeys }));
  const Tags = toKmsTags(wanted).filter(({ TagKey, TagValue }) => previous[TagKey] !== TagValue);
  if (Tags.length > 0) await kms.send(new TagResourceCommand({ KeyId, Tags }));
}
