import { AccessDeniedException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { type GovernedKeys, readRegistered } from "@quicksight-governance/core/keys";
import { checkKey } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/** A key of the settings. */
interface NamedKey {
  readonly where: string;
  readonly arn: string;
  readonly isDefault: boolean;
}

/**
 * Looks at the existing keys that the account settings name. One that is disabled, as in an emergency, and registered as the settings have
 * it, is warned of only: the rest of the account goes on.
 */
export async function checkKeys(
  declared: AccountSettings["keys"],
  { accountId }: GovernedKeys,
  access: AwsAccess,
): Promise<Problem[]> {
  const named = Object.entries(declared).flatMap(
    ([name, { arn, default: isDefault }]): NamedKey[] =>
      arn === undefined ? [] : [{ where: `account.keys.${name}.arn`, arn, isDefault }],
  );
  return (await Promise.all(named.map((key) => checkNamed(key, accountId, access)))).flat();
}

async function checkNamed(key: NamedKey, accountId: string, access: AwsAccess): Promise<Problem[]> {
  const problems = await checkKey(key.where, key.arn, accountId, access);
  if (problems.length === 0 || problems.some(({ isDisabled }) => isDisabled !== true)) {
    return problems;
  }
  const blocking = await findBlocking(key, accountId, access);
  if (blocking !== undefined) {
    const { message: reason, ...rest } = blocking;
    return problems.map(({ where, message }) => ({
      ...{ where, ...rest },
      message: `${message}. ${reason}`,
    }));
  }
  for (const { where, message } of problems) {
    await warn(
      `${where}: ${message}. It stays registered, and what it encrypts cannot be read meanwhile`,
    );
  }
  return [];
}

/** Why a disabled key cannot be left as QuickSight has it; undefined where it can. */
async function findBlocking(
  { arn, isDefault }: NamedKey,
  accountId: string,
  access: AwsAccess,
): Promise<Omit<Problem, "where"> | undefined> {
  const client = createQuickSight(access);
  try {
    const found = (await readRegistered(client, accountId)).find((key) => key.arn === arn);
    if (found === undefined) {
      return { message: "It would be registered, which QuickSight does not do with such a key" };
    }
    return isDefault && !found.default
      ? { message: "It would become the default, which encrypts everything new" }
      : undefined;
  } catch (error) {
    const message = `Whether it is registered cannot be found out (${describeError(error)}); allow quicksight:DescribeKeyRegistration`;
    return { message, denied: error instanceof AccessDeniedException };
  } finally {
    client.destroy();
  }
}
