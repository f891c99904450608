import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** The label of the version that whoever asks for a secret gets. */
export const currentLabel = "AWSCURRENT";

/** The versions of a secret that have labels; undefined when there is no secret, or it waits for its deletion. Nothing of what is in it is read. */
export async function readVersions(
  client: SecretsManagerClient,
  SecretId: string,
): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
  try {
    const { DeletedDate, VersionIdsToStages = {} } = await client.send(
      new DescribeSecretCommand({ SecretId }),
    );
    return DeletedDate === undefined ? new Map(Object.entries(VersionIdsToStages)) : undefined;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** The version that is current; undefined when there is none. */
export function currentOf(versions: ReadonlyMap<string, readonly string[]>): string | undefined {
  return [...versions].find(([, labels]) => labels.includes(currentLabel))?.[0];
}
