import type { DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { callerMay } from "../../upstream/iam.ts";
import { resourcePolicyOf } from "../../upstream/resourcePolicyOf.ts";
import { findServiceRole } from "../../upstream/serviceRole.ts";
import { answered, isRefused, upstreamOf, withClient } from "../../upstream/upstream.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { ApiError } from "../apiError.ts";
import type { Call } from "../handler.ts";

/** The role with which QuickSight reads secrets; an administrator makes it in Manage QuickSight, at the path /service-role/. */
export const secretsRole = "aws-quicksight-secretsmanager-role-v0";

const readSecret = "secretsmanager:GetSecretValue";

/**
 * Looks at a secret as AWS does: the caller and the role of QuickSight must both be allowed to read it, and to decrypt with its key
 * where that is one of the account's own (user guide of Secrets Manager). QuickSight must be trusted by the role.
 *
 * @param authentication how it is signed in to, which says what the secret must have
 * @returns why the data source will fail to be created, or `undefined`. Nothing of the secret itself.
 * @throws ApiError AccessDeniedException at once when the caller may not read the secret (user guide, "Using
 *   Secrets Manager secrets instead of database credentials"), and ResourceNotFoundException when there is
 *   no secret, which is not confirmed; both texts are ours.
 */
export async function checkSecret(
  call: Call<unknown>,
  secretArn: string,
  authentication: string,
): Promise<DataSourceErrorInfo | undefined> {
  const upstream = upstreamOf(call);
  if (upstream === undefined) {
    return undefined;
  }
  const rights = [[readSecret, secretArn]];
  const keyArn = await keyOf(upstream, secretArn);
  if (keyArn !== undefined) rights.push(["kms:Decrypt", keyArn]);
  for (const [action = "", resource = ""] of rights) {
    const policy = await resourcePolicyOf(upstream, resource);
    if (!(await callerMay(upstream, call, action, resource, policy))) {
      throw new ApiError(
        "AccessDeniedException",
        `The caller is not authorized to perform: ${action} on resource: ${resource}.`,
      );
    }
  }
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  const secret = await withClient(new SecretsManagerClient(upstream), (client) =>
    answered(client.send(get)),
  );
  if (isRefused(secret)) {
    throw new ApiError("ResourceNotFoundException", `Secret ${secretArn}: ${secret.refusal}.`);
  }
  const problem = await roleProblem(upstream, rights);
  if (problem !== undefined) return { Type: "ACCESS_DENIED", Message: problem };
  const needed = neededKeys[authentication] ?? [];
  // That a secret without these fails is from the user guide; type and words are ours.
  if (hasTexts(secret.SecretString, needed)) return undefined;
  const list = needed
    .map((name) => `\`${name}\``)
    .join(", ")
    .replace(/, (?=[^,]*$)/, " and ");
  return { Type: "UNKNOWN", Message: `The secret must be JSON with ${list}.` };
}

/**
 * What a secret must have, by AuthenticationType: the user guide ("What's in the secret", and of Snowflake "Storing OAuth credentials"); of key
 * pairs it does not say, and these are not confirmed.
 */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  PASSWORD: ["username", "password"],
  KEYPAIR: ["username", "privateKey"],
  TOKEN: ["username", "client_id", "client_secret"],
  X509: ["username", "client_id", "client_private_key", "client_public_key"],
};

/** The ARN of the key of a secret, unless it is AWS's own for Secrets Manager, which everybody who may read may use. */
async function keyOf(upstream: Upstream, secretArn: string): Promise<string | undefined> {
  const secret = await withClient(new SecretsManagerClient(upstream), (client) =>
    answered(client.send(new DescribeSecretCommand({ SecretId: secretArn }))),
  );
  const KeyId = isRefused(secret) ? undefined : secret.KmsKeyId;
  if (KeyId === undefined || KeyId.endsWith("alias/aws/secretsmanager")) return undefined;
  const key = await withClient(new KMSClient(upstream), (client) =>
    answered(client.send(new DescribeKeyCommand({ KeyId }))),
  );
  return isRefused(key) ? KeyId : (key.KeyMetadata?.Arn ?? KeyId);
}

async function roleProblem(
  upstream: Upstream,
  needed: readonly (readonly string[])[],
): Promise<string | undefined> {
  const role = await findServiceRole(upstream, secretsRole);
  if (role === undefined) {
    // AWS's words, as users report them, also of a role of this name at another path.
    return "The QuickSight service role required to access your AWS resources has not been created yet.";
  }
  if (!role.trustsQuickSight) {
    // AWS's words, as the released provider waits for them to end.
    return "Failed to assume your role. Verify the trust relationships of the role in the IAM console.";
  }
  for (const [action = "", resource = ""] of needed) {
    // Ours: what AWS says to a role that exists but may not read is not known.
    if (!(await role.may(action, resource, await resourcePolicyOf(upstream, resource)))) {
      return `The role ${secretsRole} is not authorized to perform: ${action} on resource: ${resource}.`;
    }
  }
  return undefined;
}

function hasTexts(text: string | undefined, names: readonly string[]): boolean {
  try {
    const value = JSON.parse(text ?? "") as Readonly<Record<string, unknown>> | null;
    return names.every((name) => typeof value?.[name] === "string");
  } catch {
    return false;
  }
}
