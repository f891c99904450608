import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { RotationFacts } from "./judgeRotation.ts";

/** How a secret is rotated; undefined when there is none of that name. Nothing of what is in it is read. */
export async function readRotation(
  client: SecretsManagerClient,
  SecretId: string,
): Promise<RotationFacts | undefined> {
  try {
    const {
      RotationEnabled: isRotated = false,
      NextRotationDate: nextAt,
      LastChangedDate: changedAt,
      VersionIdsToStages = {},
    } = await client.send(new DescribeSecretCommand({ SecretId }));
    return { isRotated, nextAt, changedAt, versions: new Map(Object.entries(VersionIdsToStages)) };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
