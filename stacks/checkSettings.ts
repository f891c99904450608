import * as pulumi from "@pulumi/pulumi";
import { resolveAccess, type ResolvedAccess } from "@quicksight-governance/core/access";
import { listAssets } from "@quicksight-governance/core/assets";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import {
  checkDataSources,
  checkKey,
  checkRole,
  findSecret,
} from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import { dataSourceIdOf } from "../components/dataSource.ts";
import type { Facts } from "./facts.ts";
import { federationRoleArnOf } from "./names.ts";
import type { AccountSettings, TenantSettings } from "./settings.ts";

/** Looks at the existing keys that the account settings name. */
export async function checkKeys(
  keys: AccountSettings["keys"],
  accountId: string,
  access: AwsAccess,
): Promise<Problem[]> {
  const named = Object.entries(keys).flatMap(([name, { arn }]) =>
    arn === undefined ? [] : [checkKey(`account.keys.${name}.arn`, arn, accountId, access)],
  );
  return (await Promise.all(named)).flat();
}

/** Looks at the federation role that the account settings call existing. */
export async function checkFederationRole(
  federation: AccountSettings["federation"],
  facts: Facts,
  access: AwsAccess,
): Promise<Problem[]> {
  if (!federation.existing) return [];
  return checkRole("account.federation", federationRoleArnOf(federation, facts), access);
}

/** Finds the full ARNs of the secrets that QuickSight may read. */
export async function findSecrets(
  secrets: AccountSettings["secrets"],
  access: AwsAccess,
): Promise<{ arns: string[]; problems: Problem[] }> {
  const found = await Promise.all(
    secrets.map((secret, index) => findSecret(`account.secrets[${index}]`, secret, access)),
  );
  return {
    arns: found.flatMap(({ arn }) => arn ?? []),
    problems: found.flatMap(({ problems }) => problems),
  };
}

/**
 * Finds the dashboards that the setting `access` names, by name or id. What is not found stops nothing but its own group: a name
 * is as easily given twice in the console as in a file.
 */
export async function findDashboards(
  settings: TenantSettings["access"],
  accountId: string,
  access: AwsAccess,
): Promise<ResolvedAccess> {
  const naming = settings.filter(({ dashboards }) => dashboards !== undefined);
  if (naming.length === 0) return resolveAccess(settings, []);
  const client = createQuickSight(access);
  try {
    return resolveAccess(settings, await listAssets(client, accountId, "dashboard"));
  } catch (error) {
    const message = `the dashboards cannot be listed (${describeError(error)}); allow quicksight:ListDashboards`;
    const others = settings.filter(({ dashboards }) => dashboards === undefined);
    return {
      ...resolveAccess(others, []),
      problems: [{ where: "tenant.access", message }],
      uncertain: [...new Set(naming.map(({ group }) => group))].sort(),
    };
  } finally {
    client.destroy();
  }
}

/**
 * Says of the tenant's data sources that exist and failed why they did. As a warning: the run that follows may well be the one
 * that puts it right.
 */
export async function warnOfFailedDataSources(
  { namespace, dataSources }: Pick<TenantSettings, "namespace" | "dataSources">,
  accountId: string,
  access: AwsAccess,
): Promise<void> {
  const client = createQuickSight(access);
  try {
    const declared = Object.keys(dataSources).map((name) => ({
      where: `tenant.dataSources.${name}`,
      id: dataSourceIdOf(`${namespace}-${name}`),
    }));
    for (const { where, message } of await checkDataSources(client, accountId, declared)) {
      await pulumi.log.warn(`${where}: ${message}`);
    }
  } finally {
    client.destroy();
  }
}
