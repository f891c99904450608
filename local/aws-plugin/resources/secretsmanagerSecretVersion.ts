import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import type { Resource } from "../resource.ts";

type SecretVersionInputs = { secretId: string; secretString?: string };

/** `aws.secretsmanager.SecretVersion`; the SDK package marks `secretString` as secret. A new value is a new version. */
export const secretsmanagerSecretVersion: Resource<SecretVersionInputs> = {
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  inputs: ["secretId", "secretString"],
  notFound: ["ResourceNotFoundException"],

  async create(context, { secretId, secretString }) {
    if (secretString === undefined) throw new Error("[secretString] must be set");
    const { VersionId = "" } = await context
      .client(SecretsManagerClient)
      .send(new PutSecretValueCommand({ SecretId: secretId, SecretString: secretString }));
    return `${secretId}|${VersionId}`;
  },

  async read(context, id, { secretId }) {
    const version = parseId(id);
    const client = context.client(SecretsManagerClient);
    const { DeletedDate } = await client.send(
      new DescribeSecretCommand({ SecretId: version.SecretId }),
    );
    if (DeletedDate !== undefined) return undefined;
    const value = await client.send(new GetSecretValueCommand(version));
    return {
      arn: value.ARN,
      secretArn: value.ARN,
      // The program may name the secret by its name.
      secretId: secretId ?? value.ARN,
      secretString: value.SecretString,
      versionId: value.VersionId,
      versionStages: value.VersionStages,
      hasSecretStringWo: false,
    };
  },

  /** A version cannot be deleted: it goes once no label is on it, and `AWSCURRENT` can only move to another one. */
  async delete(context, id, { versionStages }) {
    const { SecretId, VersionId } = parseId(id);
    const stages = Array.isArray(versionStages) ? (versionStages as string[]) : [];
    for (const stage of stages.filter((name) => name !== "AWSCURRENT")) {
      await context.client(SecretsManagerClient).send(
        new UpdateSecretVersionStageCommand({
          SecretId,
          VersionStage: stage,
          RemoveFromVersionId: VersionId,
        }),
      );
    }
  },
};

function parseId(id: string) {
  const [SecretId = "", VersionId = ""] = id.split("|");
  return { SecretId, VersionId };
}
