import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import type { AwsAccess } from "../aws/awsAccess.ts";
import {
  contentOf,
  explainDeletion,
  explainSecretError,
  signInFields,
} from "./explainSecretError.ts";
import { findElsewhere } from "./findElsewhere.ts";

/** A secret by its full ARN, or why it cannot be used. */
export interface SecretCheck {
  /** The full ARN with its random suffix; absent when there are problems. */
  readonly arn?: string;
  /** Id, ARN or alias of the KMS key that encrypts it; absent where that is AWS's own for Secrets Manager. */
  readonly keyId?: string;
  readonly problems: readonly Problem[];
}

/**
 * Finds a secret by name or ARN.
 *
 * @param accountId the account of QuickSight, whose Region is that of `access`
 */
export function findSecret(
  where: string,
  secret: string,
  accountId: string,
  access: AwsAccess,
): Promise<SecretCheck> {
  return withClient(access, async (client) => {
    const elsewhere = findElsewhere(secret, { accountId, region: access.region });
    if (elsewhere !== undefined) return fail(where, elsewhere);
    try {
      const {
        ARN,
        DeletedDate,
        KmsKeyId: keyId,
      } = await client.send(new DescribeSecretCommand({ SecretId: secret }));
      // It is shown as any other until the day comes.
      if (DeletedDate !== undefined) return fail(where, explainDeletion(secret, access.region));
      if (ARN === undefined) return fail(where, `secret ${secret} has no ARN`);
      const isOwn = keyId !== undefined && !keyId.endsWith("alias/aws/secretsmanager");
      return { arn: ARN, ...(isOwn ? { keyId } : {}), problems: [] };
    } catch (error) {
      return fail(
        where,
        explainSecretError(secret, error, access.region) ??
          `secret ${secret} is not to be found (${describeError(error)}); correct its name, make it, or allow secretsmanager:DescribeSecret`,
        error,
      );
    }
  });
}

/**
 * Checks that a data source can be made on a secret: the caller may read it, because QuickSight asks for the caller's right
 * and not for its own role's (AWS Big Data Blog, "Secure your database credentials"), and it is JSON with what the way to sign in needs.
 * The value goes nowhere: not into a message, not into a result.
 *
 * @param accountId the account of QuickSight, whose Region is that of `access`
 * @param needed what it must have, as texts: see `signIns`
 */
export function checkSecret(
  where: string,
  secret: string,
  accountId: string,
  access: AwsAccess,
  needed: readonly string[] = signInFields,
): Promise<SecretCheck> {
  return withClient(access, async (client) => {
    const elsewhere = findElsewhere(secret, { accountId, region: access.region });
    if (elsewhere !== undefined) return fail(where, elsewhere);
    try {
      const { ARN = "", SecretString = "" } = await client.send(
        new GetSecretValueCommand({ SecretId: secret }),
      );
      const missing = missingFields(SecretString, needed);
      if (missing === undefined) {
        return fail(where, `secret ${secret} is not JSON; store ${contentOf(needed)}`);
      }
      if (missing.length > 0) {
        return fail(
          where,
          `secret ${secret} has no ${missing.join(" and no ")}; store ${needed.length === 2 ? "both" : "all of them"} as texts`,
        );
      }
      return { arn: ARN, problems: [] };
    } catch (error) {
      return fail(
        where,
        explainSecretError(secret, error, access.region, needed) ??
          `secret ${secret} cannot be read by the caller (${describeError(error)}); correct its name, or allow secretsmanager:GetSecretValue on it, and kms:Decrypt on its key where it has one of its own: QuickSight asks for the caller's right when a data source is made`,
        error,
      );
    }
  });
}

/** The names of fields that a database credential lacks; undefined when the text is not a JSON object. */
function missingFields(text: string, needed: readonly string[]): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const fields = value as Readonly<Record<string, unknown>>;
    return needed.filter((name) => {
      const field = fields[name];
      return typeof field !== "string" || field === "";
    });
  } catch {
    return undefined;
  }
}

function fail(where: string, message: string, error?: unknown): SecretCheck {
  const denied = error instanceof Error && error.name === "AccessDeniedException";
  return { problems: [{ where, message, denied }] };
}

async function withClient<T>(
  access: AwsAccess,
  use: (client: SecretsManagerClient) => Promise<T>,
): Promise<T> {
  const client = new SecretsManagerClient({ ...access });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
