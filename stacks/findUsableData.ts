import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { checkRuleCounts } from "@quicksight-governance/core/data";
import type { Person } from "@quicksight-governance/core/people";
import {
  checkSecret,
  checkSourceRole,
  checkVpcConnection,
} from "@quicksight-governance/core/preflight";
import { type Problem, signInOf, tablesOf } from "@quicksight-governance/core/settings";
import type { RoleProblems } from "./checkSourceRoles.ts";
import type { DataFiles } from "./readDataFiles.ts";
import type { TenantSettings } from "./settings.ts";

/** The data of a tenant that can be declared now, and what is wrong with the rest. */
export interface UsableData extends Pick<TenantSettings, "dataSources" | "dataSets"> {
  /** Full ARNs of the secrets that these data sources name, by the name in the settings. */
  readonly secretArns: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  /** The data sets that wait for their data source, or its file, and for nothing else. */
  readonly waiting: readonly string[];
}

/** What is known of a tenant's data before AWS is asked about its secrets. */
export interface KnownOfData {
  readonly people: readonly Person[];
  readonly files: DataFiles;
  /** What another tenant may have, by the key of the data source or data set. */
  readonly taken: readonly Problem[];
  /** What is wrong with roles besides what is looked at here: see `checkSourceRoles`. */
  readonly roles?: RoleProblems | undefined;
  /** Why the rules of a data set cannot be made from the entitlement table, by its key. */
  readonly entitled?: ReadonlyMap<string, readonly Problem[]> | undefined;
  /** What else is wrong with it, and keeps nothing from being declared. */
  readonly others?: readonly Problem[];
}

/**
 * Finds out which data sources and data sets can be declared: a secret can be read by the caller who makes the data source, its role and
 * its VPC connection can be used, a file is there and as its data sets expect it, nobody has more rules than QuickSight takes, and no other tenant
 * may have its id.
 *
 * What is wrong with one stops neither people nor access, which must go on when somebody leaves. It is left out, with the data sets of a
 * data source; what the stack has of that goes on, or is kept as it is: `findSameReading` and `findKept` find it.
 */
export async function findUsableData(
  { dataSources, dataSets }: Pick<TenantSettings, "dataSources" | "dataSets">,
  { people, files, taken, roles, entitled = new Map(), others: besides = [] }: KnownOfData,
  accountId: string,
  access: AwsAccess,
): Promise<UsableData> {
  const secretArns = new Map<string, string>();
  const problems: Problem[] = [...besides];
  const left = new Set<string>();
  const takenAt = (where: string) => taken.filter((problem) => problem.where === where);
  for (const [name, source] of Object.entries(dataSources)) {
    const where = `tenant.dataSources.${name}`;
    const others = [...takenAt(where), ...(roles?.dataSources.get(name) ?? [])];
    problems.push(...others);
    if (others.length > 0) left.add(name);
    if (source.type === "S3") {
      const wrong = files.problems.get(name) ?? [];
      problems.push(...wrong);
      if (wrong.length > 0) left.add(name);
      continue;
    }
    const { secret, roleArn } = source;
    const found =
      secret === undefined
        ? { problems: [] }
        : await checkSecret(`${where}.secret`, secret, accountId, access, signInOf(source).secret);
    const ofRole =
      roleArn === undefined
        ? []
        : await checkSourceRole(`${where}.roleArn`, roleArn, accountId, access);
    const ofConnection = await checkConnection(where, source, accountId, access);
    const wrong = [...found.problems, ...ofRole, ...ofConnection];
    problems.push(...wrong);
    if (wrong.length > 0) left.add(name);
    else if (secret !== undefined && found.arn !== undefined) secretArns.set(secret, found.arn);
  }
  const right = Object.entries(dataSets).filter(([name, dataSet]) => {
    const where = `tenant.dataSets.${name}`;
    const unruled = [...(entitled.get(name) ?? []), ...(roles?.dataSets.get(name) ?? [])];
    const wrong = [...takenAt(where), ...unruled, ...checkRuleCounts(where, dataSet, people)];
    problems.push(...wrong.filter((problem) => !problems.includes(problem)));
    return wrong.length === 0;
  });
  const isRight = new Set(right.map(([name]) => name));
  const waits = (set: TenantSettings["dataSets"][string]): boolean => {
    return tablesOf(set).some(({ source, dataSet = "" }) => {
      const parent = dataSets[dataSet];
      return parent === undefined ? left.has(source) : !isRight.has(dataSet) || waits(parent);
    });
  };
  const usable = right.filter(([, set]) => !waits(set));
  const waiting = right.flatMap(([name, set]) => (waits(set) ? [name] : []));
  return {
    dataSources: Object.fromEntries(
      Object.entries(dataSources).filter(([name]) => !left.has(name)),
    ),
    dataSets: Object.fromEntries(usable),
    ...{ secretArns, problems, waiting },
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
