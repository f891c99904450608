import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type SecretInputs = {
  name: string;
  namePrefix?: string;
  description?: string;
  forceOverwriteReplicaSecret?: boolean;
  kmsKeyId?: string;
  recoveryWindowInDays?: number;
  tags?: Record<string, string>;
};

/** `aws.secretsmanager.Secret`; its id is its ARN. Deleting schedules the deletion, unless the window is 0 days. */
export const secretsmanagerSecret: Resource<SecretInputs> = {
  type: "aws:secretsmanager/secret:Secret",
  inputs: [
    "name",
    "namePrefix",
    "description",
    "forceOverwriteReplicaSecret",
    "kmsKeyId",
    "recoveryWindowInDays",
    "tags",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 512 },
  notFound: ["ResourceNotFoundException"],

  async create(context, { name, description, kmsKeyId, tags }) {
    const tagList = toTagList(tags);
    const { ARN = "" } = await context.client(SecretsManagerClient).send(
      new CreateSecretCommand({
        Name: name,
        ...(description ? { Description: description } : {}),
        ...(kmsKeyId ? { KmsKeyId: kmsKeyId } : {}),
        ...(tagList.length > 0 ? { Tags: tagList } : {}),
      }),
    );
    return ARN;
  },

  async read(context, arn) {
    const secret = await context
      .client(SecretsManagerClient)
      .send(new DescribeSecretCommand({ SecretId: arn }));
    if (secret.DeletedDate !== undefined) return undefined;
    return {
      arn: secret.ARN,
      name: secret.Name,
      description: secret.Description,
      kmsKeyId: secret.KmsKeyId,
      tags: fromTagList(secret.Tags),
    };
  },

  async update(context, arn, { description, kmsKeyId, tags }, previous) {
    const client = context.client(SecretsManagerClient);
    if ((description ?? "") !== (previous.description ?? "") || kmsKeyId !== previous.kmsKeyId) {
      await client.send(
        new UpdateSecretCommand({
          SecretId: arn,
          Description: description ?? "",
          ...(kmsKeyId ? { KmsKeyId: kmsKeyId } : {}),
        }),
      );
    }
    const { set, drop } = tagChanges(previous.tags ?? {}, tags);
    if (drop.length > 0) {
      await client.send(new UntagResourceCommand({ SecretId: arn, TagKeys: drop }));
    }
    if (set.length > 0) await client.send(new TagResourceCommand({ SecretId: arn, Tags: set }));
  },

  async delete(context, arn, { recoveryWindowInDays }) {
    const window =
      recoveryWindowInDays === 0
        ? { ForceDeleteWithoutRecovery: true }
        : { RecoveryWindowInDays: recoveryWindowInDays };
    await context
      .client(SecretsManagerClient)
      .send(new DeleteSecretCommand({ SecretId: arn, ...window }));
  },
};
