import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** A client of Secrets Manager in a Region; whoever opens it destroys it. */
export function openSecrets({
  region,
  profile,
}: {
  readonly region: string;
  readonly profile?: string | undefined;
}): SecretsManagerClient {
  return new SecretsManagerClient({ region, ...(profile === undefined ? {} : { profile }) });
}
