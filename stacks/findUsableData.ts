import { DescribeDataSourceCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { checkRuleCounts } from "@quicksight-governance/core/data";
import type { Person } from "@quicksight-governance/core/people";
import { checkSecret, checkVpcConnection } from "@quicksight-governance/core/preflight";
import { declaredIdOf, type Problem } from "@quicksight-governance/core/settings";
import type { DataFiles } from "./readDataFiles.ts";
import type { TenantSettings } from "./settings.ts";

/** The data of a tenant that can be declared now, and what is wrong with the rest. */
export interface UsableData extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** Full ARNs of the secrets that these data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** What is known of a tenant's data before AWS is asked about its secrets. */
export interface KnownOfData {
  readonly people: readonly Person[];
  readonly files: DataFiles;
  /** What another tenant may have, by the key of the data source or data set. */
  readonly taken: readonly Problem[];
}

/**
 * Finds out which data sources and data sets can be declared: a secret can be read by the caller who makes the data source, its VPC
 * connection can be used, a file is there and as its data sets expect it, nobody has more rules than QuickSight takes, and no other tenant
 * may have its id.
 *
 * What is wrong with one stops neither people nor access, which must go on when somebody leaves. A data source on a secret that
 * QuickSight has already stays declared with the secret that it has; anything else is left out, with the data sets of a data source. What
 * the stack has of that is kept as it is; `findKept` finds it.
 */
export async function findUsableData(
  { namespace, dataSources, dataSets }: TenantSettings,
  { people, files, taken }: KnownOfData,
  accountId: string,
  access: AwsAccess,
): Promise<UsableData> {
  const secretArns = new Map<string, string>();
  const problems: Problem[] = [];
  const left = new Set<string>();
  const takenAt = (where: string) => taken.filter((problem) => problem.where === where);
  const declared = { ...dataSources };
  for (const [name, source] of Object.entries(dataSources)) {
    const where = `tenant.dataSources.${name}`;
    const others = takenAt(where);
    problems.push(...others);
    if (others.length > 0) left.add(name);
    if (source.type === "S3") {
      const wrong = files.problems.get(name) ?? [];
      problems.push(...wrong);
      if (wrong.length > 0) left.add(name);
      continue;
    }
    const found = await checkSecret(`${where}.secret`, source.secret, accountId, access);
    const wrong = [...found.problems, ...(await checkConnection(where, source, accountId, access))];
    problems.push(...wrong);
    const id = declaredIdOf(namespace, name);
    const there = wrong.length === 0 ? undefined : await findDeclared(id, accountId, access);
    const arn = found.arn ?? there?.secretArn;
    if (arn === undefined || (wrong.length > 0 && there === undefined)) left.add(name);
    else secretArns.set(source.secret, arn);
    if (there !== undefined) declared[name] = { ...source, vpcConnection: there.vpcConnection };
  }
  const usable = Object.entries(dataSets).filter(([name, dataSet]) => {
    const where = `tenant.dataSets.${name}`;
    const wrong = [...takenAt(where), ...checkRuleCounts(where, dataSet, people)];
    problems.push(...wrong);
    return wrong.length === 0 && !left.has(dataSet.source);
  });
  return {
    dataSources: Object.fromEntries(Object.entries(declared).filter(([name]) => !left.has(name))),
    dataSets: Object.fromEntries(usable),
    ...{ secretArns, problems },
  };
}

async function checkConnection(
  where: string,
  { vpcConnection }: { readonly vpcConnection?: string | undefined },
  accountId: string,
  access: AwsAccess,
): Promise<Problem[]> {
  if (vpcConnection === undefined) return [];
  const client = createQuickSight(access);
  try {
    const place = { accountId, region: access.region };
    return await checkVpcConnection(`${where}.vpcConnection`, vpcConnection, place, client);
  } finally {
    client.destroy();
  }
}

/** How a data source that QuickSight has connects; undefined when there is none with a secret. */
async function findDeclared(
  DataSourceId: string,
  AwsAccountId: string,
  access: AwsAccess,
): Promise<{ secretArn: string; vpcConnection: string | undefined } | undefined> {
  const client = createQuickSight(access);
  try {
    const command = new DescribeDataSourceCommand({ AwsAccountId, DataSourceId });
    const { SecretArn: secretArn, VpcConnectionProperties: vpc } =
      (await client.send(command)).DataSource ?? {};
    return secretArn === undefined
      ? undefined
      : { secretArn, vpcConnection: vpc?.VpcConnectionArn };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw new Error(`data source ${DataSourceId} cannot be looked at (${describeError(error)})`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}
