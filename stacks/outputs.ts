import * as pulumi from "@pulumi/pulumi";
import { assertionSettings, roles } from "@quicksight-governance/core/settings";
import { z } from "zod";

/**
 * What an account stack exports: the contract between stacks. Names and shapes change only together with `version`.
 */
export const accountOutputs = z.object({
  kind: z.literal("account"),
  version: z.literal(1),
  accountId: z.string(),
  partition: z.string(),
  region: z.string(),
  /** Where user, group, namespace and account calls go. */
  identityRegion: z.string(),
  /** Every namespace that has a tenant stack. */
  namespaces: z.array(z.string()),
  bucketName: z.string(),
  bucketArn: z.string(),
  federationRoleName: z.string(),
  federationRoleArn: z.string(),
  /** The path of that role; `/` when absent. */
  federationRolePath: z.string().optional(),
  /** Path under which settings are published in Parameter Store. */
  parameterPrefix: z.string(),
  /** The role with which QuickSight reads data files of the bucket. */
  dataRoleArn: z.string(),
  /** The registered keys by name. */
  keyArns: z.record(z.string(), z.string()),
  /** Where alarms about the keys go, where there are any. */
  alarmTopicArn: z.string().optional(),
  /** What must always, or never, be so in all tenants, where the account says any; as in its settings. */
  assertions: z.array(assertionSettings).optional(),
});

/** What a tenant stack exports, for other teams: see {@link accountOutputs} for the rule of change. */
export const tenantOutputs = z.object({
  kind: z.literal("tenant"),
  version: z.literal(1),
  accountId: z.string(),
  identityRegion: z.string(),
  namespace: z.string(),
  /** The groups by name: the QuickSight name, the ARN to grant to, and the role it gives. */
  groups: z.record(
    z.string(),
    z.object({ groupName: z.string(), arn: z.string(), role: z.enum(roles).optional() }),
  ),
  /** How many people there are, and with which role. */
  people: z.object({ total: z.number(), byRole: z.partialRecord(z.enum(roles), z.number()) }),
  /** The data sources by name: put data sets of your own on them. */
  dataSources: z.record(z.string(), z.object({ arn: z.string(), dataSourceId: z.string() })),
  /** The data sets by name. */
  dataSets: z.record(z.string(), z.object({ arn: z.string(), dataSetId: z.string() })),
  /** The folders that the tenant makes, by name; absent: none. */
  folders: z.record(z.string(), z.object({ arn: z.string(), folderId: z.string() })).optional(),
  /** Path of the tenant's settings in Parameter Store. */
  parameterPath: z.string(),
});

/** See {@link accountOutputs}. */
export type AccountOutputs = z.output<typeof accountOutputs>;
/** See {@link tenantOutputs}. */
export type TenantOutputs = z.output<typeof tenantOutputs>;

/**
 * Reads the outputs of an account stack as plain values.
 *
 * @param stack `organization/project/stack`
 * @throws {pulumi.RunError} when the stack was not deployed, or exports something else
 */
export function readAccountOutputs(stack: string): Promise<AccountOutputs> {
  return readOutputs(stack, accountOutputs, "account");
}

/**
 * Reads the outputs of a tenant stack as plain values.
 *
 * @param stack `organization/project/stack`
 * @throws {pulumi.RunError} when the stack was not deployed, or exports something else
 */
export function readTenantOutputs(stack: string): Promise<TenantOutputs> {
  return readOutputs(stack, tenantOutputs, "tenant");
}

async function readOutputs<Shape extends z.ZodRawShape>(
  stack: string,
  schema: z.ZodObject<Shape>,
  kind: string,
): Promise<z.output<z.ZodObject<Shape>>> {
  const reference = new pulumi.StackReference(stack);
  const found: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const { value } = (await reference.getOutputDetails(name)) as { value?: unknown };
    if (value !== undefined) found[name] = value;
  }
  const result = schema.safeParse(found);
  if (result.success) return result.data;
  const name = stack.split("/").at(-1) ?? stack;
  if (Object.keys(found).length === 0) {
    throw new pulumi.RunError(
      `stack ${stack} exports nothing; deploy it first (pulumi up --stack ${name}), or correct the reference`,
    );
  }
  const wrong = result.error.issues.map(
    (issue) => `  ${issue.path.map(String).join(".")}: ${issue.message}`,
  );
  throw new pulumi.RunError(
    `stack ${stack} is not the ${kind} stack that was expected:\n${wrong.join("\n")}\nDeploy it with this version of the program, or correct the reference.`,
  );
}
