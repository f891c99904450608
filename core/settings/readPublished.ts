import { paginateGetParametersByPath, SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { tenantSettings } from "./tenantSettings.ts";

const publishedAccount = z.object({
  bucket: z.string(),
  "federation-role": z.string(),
  "identity-region": z.string(),
  namespaces: z.array(z.string()),
});

const publishedTenant = z.object({
  groups: tenantSettings.shape.groups,
  guard: tenantSettings.shape.guard,
  identity: z.object({ role: z.string(), groupPrefix: z.string() }),
  membership: z.object({ bucket: z.string(), key: z.string() }),
});

/** What the account stack publishes in Parameter Store. */
export type PublishedAccount = z.output<typeof publishedAccount>;

/** What a tenant stack publishes in Parameter Store, as far as people are concerned. */
export type PublishedTenant = z.output<typeof publishedTenant>;

/**
 * Reads what the stacks have published about a tenant: see `Publication`.
 *
 * @param prefix path of all parameters, such as `/quicksight-governance`
 * @throws when something is missing or not what a stack writes; it names the path
 */
export async function readPublished(
  access: AwsAccess,
  prefix: string,
  namespace: string,
): Promise<{ account: PublishedAccount; tenant: PublishedTenant }> {
  const client = new SSMClient({ ...access });
  try {
    const [account, tenant] = await Promise.all([
      readTopics(client, `${prefix}/account`, publishedAccount),
      readTopics(client, `${prefix}/tenants/${namespace}`, publishedTenant),
    ]);
    return { account, tenant };
  } finally {
    client.destroy();
  }
}

async function readTopics<Schema extends z.ZodType>(
  client: SSMClient,
  path: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const topics: Record<string, unknown> = {};
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, { Path: path })) {
    for (const { Name = "", Value = "" } of Parameters) {
      topics[Name.slice(path.length + 1)] = /^[[{]/.test(Value) ? JSON.parse(Value) : Value;
    }
  }
  const { data, error } = schema.safeParse(topics);
  if (data !== undefined) return data;
  const wrong = error?.issues.map(({ path: where, message }) => `${where.join(".")}: ${message}`);
  throw new Error(
    `the parameters below ${path} are not what the stack publishes (${wrong?.join("; ") ?? "unknown"}); run pulumi up on it`,
  );
}
