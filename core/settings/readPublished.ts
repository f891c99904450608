import { paginateGetParametersByPath, SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import { readObject } from "../aws/readObject.ts";
import { type PublishedTenant, publishedTenant, settingsPointer } from "./publishedSettings.ts";

const publishedAccount = z.object({
  bucket: z.string(),
  "federation-role": z.string(),
  "identity-region": z.string(),
  namespaces: z.array(z.string()),
});

/** What the account stack publishes in Parameter Store. */
export type PublishedAccount = z.output<typeof publishedAccount>;

/**
 * Reads what the stacks have published about a tenant: the account's topics, a parameter each, and the tenant's settings, an
 * S3 object of which a parameter names the version. A tenant that was last deployed when each topic was a parameter of its own
 * is read as well.
 *
 * @param prefix path of all parameters, such as `/quicksight-governance`
 * @throws when something is missing or not what a stack writes; it names the path and what to do
 */
export async function readPublished(
  access: AwsAccess,
  prefix: string,
  namespace: string,
): Promise<{ account: PublishedAccount; tenant: PublishedTenant }> {
  const client = new SSMClient({ ...access });
  try {
    const tenantPath = `${prefix}/tenants/${namespace}`;
    const [account, topics] = await Promise.all([
      readAccount(client, prefix),
      readTopics(client, tenantPath),
    ]);
    return {
      account,
      tenant:
        "settings" in topics
          ? await readSettings(access, `${tenantPath}/settings`, topics["settings"])
          : check(
              `the parameters below ${tenantPath}`,
              { version: 1, namespace, ...topics },
              publishedTenant,
            ),
    };
  } finally {
    client.destroy();
  }
}

/**
 * Reads what the account stack has published.
 *
 * @throws when something is missing or not what a stack writes; it names the path and what to do
 */
export async function readPublishedAccount(
  access: AwsAccess,
  prefix: string,
): Promise<PublishedAccount> {
  const client = new SSMClient({ ...access });
  try {
    return await readAccount(client, prefix);
  } finally {
    client.destroy();
  }
}

async function readAccount(client: SSMClient, prefix: string): Promise<PublishedAccount> {
  const path = `${prefix}/account`;
  return check(`the parameters below ${path}`, await readTopics(client, path), publishedAccount);
}

async function readTopics(client: SSMClient, path: string): Promise<Record<string, unknown>> {
  const topics: Record<string, unknown> = {};
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path: path })) {
    for (const { Name = "", Value = "" } of Parameters) {
      topics[Name.slice(path.length + 1)] = parseValue(Value);
    }
  }
  if (Object.keys(topics).length > 0) return topics;
  throw new Error(
    `there are no parameters below ${path}: the stack was not deployed in this account and Region, or publishes under another prefix; run pulumi up on it`,
  );
}

async function readSettings(
  access: AwsAccess,
  parameter: string,
  value: unknown,
): Promise<PublishedTenant> {
  const { bucket, key, versionId } = check(`parameter ${parameter}`, value, settingsPointer);
  const place = `s3://${bucket}/${key}${versionId === undefined ? "" : ` (version ${versionId})`}`;
  const content = await readObject(bucket, key, access, versionId).catch((error: unknown) => {
    throw new Error(
      `${place} cannot be read, to which parameter ${parameter} points (${describeError(error)}); allow s3:GetObject and s3:GetObjectVersion on it, or run pulumi up on the tenant's stack when it is gone`,
    );
  });
  return check(place, parseValue(new TextDecoder().decode(content)), publishedTenant);
}

function parseValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function check<Schema extends z.ZodType>(
  where: string,
  value: unknown,
  schema: Schema,
): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (data !== undefined) return data;
  const wrong = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(
    `${where}: not what the stack publishes (${wrong?.join("; ") ?? "unknown"}); run pulumi up on it with the version of this program that reads it`,
  );
}
