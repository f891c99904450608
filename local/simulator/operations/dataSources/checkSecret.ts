import type { DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { callerMay, roleMay } from "../../upstream/iam.ts";
import { answered, isRefused, upstreamOf, withClient } from "../../upstream/upstream.ts";
import { ApiError } from "../apiError.ts";
import type { Call } from "../handler.ts";

/** The role with which QuickSight reads secrets; an administrator makes it in Manage QuickSight. */
export const secretsRole = "aws-quicksight-secretsmanager-role-v0";

const readSecret = "secretsmanager:GetSecretValue";

/**
 * Looks at a secret as AWS does: the caller and the role of QuickSight must both be allowed to read it.
 *
 * @returns why the data source will fail to be created, or `undefined`. Nothing of the secret itself.
 * @throws ApiError AccessDeniedException at once when the caller may not read the secret (user guide, "Using
 *   Secrets Manager secrets instead of database credentials"), and ResourceNotFoundException when there is
 *   no secret, which is not confirmed; both texts are ours.
 */
export async function checkSecret(
  call: Call<unknown>,
  secretArn: string,
): Promise<DataSourceErrorInfo | undefined> {
  const upstream = upstreamOf(call);
  if (upstream === undefined) {
    return undefined;
  }
  if (!(await callerMay(upstream, call, readSecret, secretArn))) {
    throw new ApiError(
      "AccessDeniedException",
      `The caller is not authorized to perform: ${readSecret} on resource: ${secretArn}.`,
    );
  }
  const get = new GetSecretValueCommand({ SecretId: secretArn });
  const secret = await withClient(new SecretsManagerClient(upstream), (client) =>
    answered(client.send(get)),
  );
  if (isRefused(secret)) {
    throw new ApiError("ResourceNotFoundException", `Secret ${secretArn}: ${secret.refusal}.`);
  }
  const allowed = await roleMay(upstream, secretsRole, readSecret, secretArn);
  if (allowed !== true) {
    return { Type: "ACCESS_DENIED", Message: roleProblem(allowed, secretArn) };
  }
  // That a secret without these two keys fails is from the user guide; type and words are ours.
  return hasCredentials(secret.SecretString)
    ? undefined
    : { Type: "UNKNOWN", Message: "The secret must be JSON with `username` and `password`." };
}

function roleProblem(allowed: false | undefined, secretArn: string): string {
  return allowed === undefined
    ? // AWS's words, as users report them.
      "The QuickSight service role required to access your AWS resources has not been created yet."
    : // Ours: what AWS says to a role that exists but may not read is not known.
      `The role ${secretsRole} is not authorized to perform: ${readSecret} on resource: ${secretArn}.`;
}

function hasCredentials(text: string | undefined): boolean {
  try {
    const value: unknown = JSON.parse(text ?? "");
    const { username, password } = (value ?? {}) as Record<string, unknown>;
    return typeof username === "string" && typeof password === "string";
  } catch {
    return false;
  }
}
