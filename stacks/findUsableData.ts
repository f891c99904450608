import { DescribeDataSourceCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { checkRuleCounts } from "@quicksight-governance/core/data";
import type { Person } from "@quicksight-governance/core/people";
import { checkSecret } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import { dataSourceIdOf } from "../components/dataSource.ts";
import type { DataFiles } from "./readDataFiles.ts";
import type { TenantSettings } from "./settings.ts";

/** The data of a tenant that can be declared now, and what is wrong with the rest. */
export interface UsableData extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** Full ARNs of the secrets that these data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/**
 * Finds out which data sources and data sets can be declared: a secret can be read by the caller who makes the data source, a file is
 * there and as its data sets expect it, and nobody has more rules than QuickSight takes.
 *
 * What is wrong with one stops neither people nor access, which must go on when somebody leaves. A data source on a secret that
 * QuickSight has already stays declared as it is there; anything else is left out, with the data sets of a data source. The run then
 * fails once all else is done, so that the engine deletes nothing that was left out.
 */
export async function findUsableData(
  { namespace, dataSources, dataSets }: TenantSettings,
  { people, files }: { readonly people: readonly Person[]; readonly files: DataFiles },
  accountId: string,
  access: AwsAccess,
): Promise<UsableData> {
  const secretArns = new Map<string, string>();
  const problems: Problem[] = [];
  const left = new Set<string>();
  for (const [name, source] of Object.entries(dataSources)) {
    if (source.type === "S3") {
      const wrong = files.problems.get(name) ?? [];
      problems.push(...wrong);
      if (wrong.length > 0) left.add(name);
      continue;
    }
    const found = await checkSecret(`tenant.dataSources.${name}.secret`, source.secret, access);
    problems.push(...found.problems);
    const id = dataSourceIdOf(`${namespace}-${name}`);
    const arn =
      found.problems.length === 0 ? found.arn : await findDeclaredSecret(id, accountId, access);
    if (arn === undefined) left.add(name);
    else secretArns.set(source.secret, arn);
  }
  const usable = Object.entries(dataSets).filter(([name, dataSet]) => {
    const wrong = checkRuleCounts(`tenant.dataSets.${name}`, dataSet, people);
    problems.push(...wrong);
    return wrong.length === 0 && !left.has(dataSet.source);
  });
  return {
    dataSources: Object.fromEntries(
      Object.entries(dataSources).filter(([name]) => !left.has(name)),
    ),
    dataSets: Object.fromEntries(usable),
    ...{ secretArns, problems },
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
