import { GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetResourcePolicyCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { answered, isRefused, withClient } from "./upstream.ts";
import type { Upstream } from "./upstream.ts";

/** The policy of a secret or of a key, which counts beside those of whoever uses it; undefined for what has none. */
export async function resourcePolicyOf(
  upstream: Upstream,
  arn: string,
): Promise<string | undefined> {
  if (arn.includes(":kms:")) {
    const key = await withClient(new KMSClient(upstream), (client) =>
      answered(client.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: "default" }))),
    );
    return isRefused(key) ? undefined : key.Policy;
  }
  const secret = await withClient(new SecretsManagerClient(upstream), (client) =>
    answered(client.send(new GetResourcePolicyCommand({ SecretId: arn }))),
  );
  return isRefused(secret) ? undefined : secret.ResourcePolicy;
}
