import {
  paginateListSecretVersionIds,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { currentLabel, currentOf, readVersions } from "./readVersions.ts";

/**
 * Makes a version of a secret current again, without knowing what is in it. What somebody put there is the previous one then.
 *
 * @returns false when AWS does not have the version any more: it drops those without a label when they are a day old and a hundred are newer
 *   (API reference of PutSecretValue)
 */
export async function restoreVersion(
  client: SecretsManagerClient,
  SecretId: string,
  version: string,
): Promise<boolean> {
  const versions = await readVersions(client, SecretId);
  const now = versions && currentOf(versions);
  if (now === version) return true;
  if (now === undefined) return false;
  if (!versions?.has(version) && !(await isWithoutLabel(client, SecretId, version))) return false;
  await client.send(
    new UpdateSecretVersionStageCommand({
      ...{ SecretId, VersionStage: currentLabel, MoveToVersionId: version },
      RemoveFromVersionId: now,
    }),
  );
  return true;
}

/** Whether AWS has a version that no label is on: one that somebody replaced twice. */
async function isWithoutLabel(
  client: SecretsManagerClient,
  SecretId: string,
  version: string,
): Promise<boolean> {
  const pages = paginateListSecretVersionIds({ client }, { SecretId, IncludeDeprecated: true });
  for await (const { Versions = [] } of pages) {
    if (Versions.some(({ VersionId }) => VersionId === version)) return true;
  }
  return false;
}
