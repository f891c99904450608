import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
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
