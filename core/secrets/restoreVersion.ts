import {
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { currentLabel, currentOf, readVersions } from "./readVersions.ts";

/**
 * Makes a version of a secret current again, without knowing what is in it. What somebody put there is the previous one then.
 *
 * @returns false when AWS does not have the version any more: it drops those without a label
 */
export async function restoreVersion(
  client: SecretsManagerClient,
  SecretId: string,
  version: string,
): Promise<boolean> {
  const versions = await readVersions(client, SecretId);
  if (versions?.has(version) !== true) return false;
  const now = currentOf(versions);
  if (now === version) return true;
  await client.send(
    new UpdateSecretVersionStageCommand({
      ...{ SecretId, VersionStage: currentLabel, MoveToVersionId: version },
      ...(now !== undefined && { RemoveFromVersionId: now }),
    }),
  );
  return true;
}
