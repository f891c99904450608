import type { DataSourceErrorInfo } from "@aws-sdk/client-quicksight";
import { callUpstream } from "../../upstream/callUpstream.ts";
import { callerMay, roleMay } from "../../upstream/iam.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import type { Upstream } from "../../upstream/upstream.ts";
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
  const described = await secretCall(upstream, "DescribeSecret", secretArn);
  if (!described.ok) {
    throw new ApiError("ResourceNotFoundException", `Secret ${secretArn}: ${described.error}.`);
  }
  const allowed = await roleMay(upstream, secretsRole, readSecret, secretArn);
  if (allowed !== true) {
    return { Type: "ACCESS_DENIED", Message: roleProblem(allowed, secretArn) };
  }
  return checkContent(upstream, secretArn);
}

function roleProblem(allowed: false | undefined, secretArn: string): string {
  return allowed === undefined
    ? // AWS's words, as users report them.
      "The QuickSight service role required to access your AWS resources has not been created yet."
    : // Ours: what AWS says to a role that exists but may not read is not known.
      `The role ${secretsRole} is not authorized to perform: ${readSecret} on resource: ${secretArn}.`;
}

// That a secret without these two keys fails is from the user guide; type and words are ours.
async function checkContent(
  upstream: Upstream,
  secretArn: string,
): Promise<DataSourceErrorInfo | undefined> {
  const secret = await secretCall(upstream, "GetSecretValue", secretArn);
  if (!secret.ok) {
    return { Type: "ACCESS_DENIED", Message: `The secret can't be read (${secret.error}).` };
  }
  return hasCredentials(secret.output["SecretString"])
    ? undefined
    : { Type: "UNKNOWN", Message: "The secret must be JSON with `username` and `password`." };
}

function hasCredentials(text: unknown): boolean {
  try {
    const value: unknown = JSON.parse(String(text));
    const { username, password } = (value ?? {}) as Record<string, unknown>;
    return typeof username === "string" && typeof password === "string";
  } catch {
    return false;
  }
}

function secretCall(upstream: Upstream, operation: string, SecretId: string) {
  return callUpstream(upstream, "secretsmanager", `secretsmanager.${operation}`, { SecretId });
}
