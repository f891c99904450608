import {
  planRemovedSecrets,
  type RemovedSecret,
  removedSecretsGuard,
} from "@quicksight-governance/core/account";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import { findSecretUses } from "@quicksight-governance/core/secrets";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import { readForGuard } from "./readForGuard.ts";
import type { StackResources } from "./readState.ts";
import { removedSecrets } from "./removedSecrets.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/**
 * Why the guard refuses that secrets which were made here go; undefined when it does not. One that no data source signs in with is named, as
 * something else may read it.
 */
export async function askAboutSecrets(
  resources: StackResources,
  settings: Pick<AccountSettings, "madeSecrets">,
  { accountId, region }: Facts,
  access: AwsAccess,
): Promise<string | undefined> {
  const removed = removedSecrets(resources, settings);
  if (removed.length === 0) return undefined;
  const actual = await readForGuard(
    {
      where: "account.madeSecrets",
      unknown: "which data sources sign in with the secrets that go",
      allow: "quicksight:ListDataSources",
    },
    () => findUses(removed, accountId, access),
  );
  if (actual === undefined) return undefined;
  const desired = { accountId, region };
  const refusal = askGuard(removedSecretsGuard, {
    ...{ desired, actual, plan: planRemovedSecrets(actual) },
  });
  if (refusal !== undefined) return refusal;
  for (const { name, days } of removed) {
    await warn(
      `account.madeSecrets: secret ${name} is no longer there, and is deleted in ${days} days; until then aws secretsmanager restore-secret --secret-id ${name} brings it back`,
    );
  }
  return undefined;
}

async function findUses(
  removed: readonly { readonly name: string; readonly arn: string }[],
  accountId: string,
  access: AwsAccess,
): Promise<RemovedSecret[]> {
  const client = createQuickSight(access);
  try {
    const uses = await findSecretUses(client, accountId, new Set(removed.map(({ arn }) => arn)));
    return removed.map(({ name, arn }) => ({ name, arn, usedBy: uses.get(arn) ?? [] }));
  } finally {
    client.destroy();
  }
}
