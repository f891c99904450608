import { showText } from "@quicksight-governance/core/settings";
import { existsSync } from "node:fs";
import { DescribeDataSourceCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { checkSecret } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import { dataSourceIdOf } from "../components/dataSource.ts";
import type { TenantSettings } from "./settings.ts";

/** The data of a tenant that can be declared now, and what is wrong with the rest. */
export interface UsableData extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** Full ARNs of the secrets that these data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/**
 * Finds out which data sources can be declared: their secret can be read by the caller who makes them, their file is there.
 *
 * What is wrong with one stops neither people nor access, which must go on when somebody leaves. One that QuickSight has
 * already stays declared as it is there, because the engine would delete what is not declared; one that is new is left out,
 * with its data sets.
 */
export async function findUsableData(
  { namespace, dataSources, dataSets }: TenantSettings,
  accountId: string,
  access: AwsAccess,
): Promise<UsableData> {
  const secretArns = new Map<string, string>();
  const problems: Problem[] = [];
  const left = new Set<string>();
  for (const [name, source] of Object.entries(dataSources)) {
    const where = `tenant.dataSources.${name}`;
    if (source.type === "S3") {
      if (existsSync(source.file)) continue;
      const message = `there is no such file (got ${showText(source.file)}); correct the path, relative to the project`;
      problems.push({ where: `${where}.file`, message });
      left.add(name);
      continue;
    }
    const found = await checkSecret(`${where}.secret`, source.secret, access);
    problems.push(...found.problems);
    const id = dataSourceIdOf(`${namespace}-${name}`);
    const arn =
      found.problems.length === 0 ? found.arn : await findDeclaredSecret(id, accountId, access);
    if (arn === undefined) left.add(name);
    else secretArns.set(source.secret, arn);
  }
  const isUsable = ([, { source }]: [string, { readonly source: string }]) => !left.has(source);
  return {
    dataSources: Object.fromEntries(
      Object.entries(dataSources).filter(([name]) => !left.has(name)),
    ),
    dataSets: Object.fromEntries(Object.entries(dataSets).filter(isUsable)),
    secretArns,
    problems,
  };
}

/** The secret of a data source that QuickSight has; undefined when there is none, or it cannot be looked at. */
async function findDeclaredSecret(
  DataSourceId: string,
  AwsAccountId: string,
  access: AwsAccess,
): Promise<string | undefined> {
  const client = createQuickSight(access);
  try {
    const command = new DescribeDataSourceCommand({ AwsAccountId, DataSourceId });
    return (await client.send(command)).DataSource?.SecretArn;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw new Error(`data source ${DataSourceId} cannot be looked at (${describeError(error)})`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}
