import { AccessDeniedException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import {
  type GovernedKeys,
  readRegistered,
  type RegisteredKey,
  willSend,
} from "@quicksight-governance/core/keys";
import { checkKey, type KeyCheck } from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/** A key of the settings that is there: by its ARN, or made by an earlier run. */
interface NamedKey {
  readonly name: string;
  readonly where: string;
  readonly arn: string;
  readonly isOurs: boolean;
  readonly isDefault: boolean;
}

/** The registration as QuickSight has it, or why it cannot be looked at. */
type Live = readonly RegisteredKey[] | { readonly unknown: Omit<Problem, "where"> };

/**
 * Looks at the keys of the account settings that are there, those that an earlier run made among them. One that is disabled, as in an
 * emergency, and registered as the settings have it, is warned of only while the list of keys stays as it is: the rest of the account
 * goes on.
 */
export async function checkKeys(
  declared: AccountSettings["keys"],
  governed: GovernedKeys,
  { accountId, partition }: Pick<Facts, "accountId" | "partition">,
  access: AwsAccess,
): Promise<Problem[]> {
  const named = Object.entries(declared).flatMap(
    ([name, { arn: given, default: isDefault }]): NamedKey[] => {
      const arn = governed.keys[name];
      if (arn === undefined) return [];
      const isOurs = given === undefined;
      const where = `account.keys.${name}${isOurs ? "" : ".arn"}`;
      return [{ name, where, arn, isOurs, isDefault }];
    },
  );
  let live: Promise<Live> | undefined;
  const readLive = () => (live ??= readOrExplain(accountId, access));
  const checked = await Promise.all(
    named.map(async (key) => {
      const check = await checkKey(key.where, key.arn, { accountId, partition }, access);
      return judge(key, check, governed, readLive);
    }),
  );
  await nameRenamed(declared, governed);
  return [...findTwice(named), ...checked.flat()];
}

/** The problems of one key that stand in the way; the others, and what is to be said besides, are warned of. */
async function judge(
  { where, arn, isOurs, isDefault }: NamedKey,
  { problems, notices }: KeyCheck,
  governed: GovernedKeys,
  readLive: () => Promise<Live>,
): Promise<Problem[]> {
  for (const { message, untilRegistered } of isOurs ? [] : notices) {
    if (untilRegistered === true && isAmong(arn, await readLive())) continue;
    await warn(`${where}: ${message}`);
  }
  if (problems.length === 0) return [];
  if (isOurs && problems.some(({ isGone }) => isGone === true)) {
    const message = `the key is not there any more, and what it encrypted is lost; run pulumi up --refresh, which makes another (${arn})`;
    return [{ where, message }];
  }
  if (problems.some(({ isDisabled }) => isDisabled !== true)) return [...problems];
  const blocking = findBlocking({ arn, isDefault }, governed, await readLive());
  if (blocking !== undefined) {
    const { message: reason, ...rest } = blocking;
    return problems.map(({ message }) => ({
      ...{ where, ...rest },
      message: `${message}. ${reason}`,
    }));
  }
  for (const { message } of problems) {
    await warn(
      `${where}: ${message}. It stays registered, and what it encrypts cannot be read meanwhile`,
    );
  }
  return [];
}

async function readOrExplain(accountId: string, access: AwsAccess): Promise<Live> {
  const client = createQuickSight(access);
  try {
    return await readRegistered(client, accountId);
  } catch (error) {
    const message = `Whether it is registered cannot be found out (${describeError(error)}); allow quicksight:DescribeKeyRegistration`;
    return { unknown: { message, denied: error instanceof AccessDeniedException } };
  } finally {
    client.destroy();
  }
}

function isAmong(arn: string, live: Live): boolean {
  return !("unknown" in live) && live.some((key) => key.arn === arn);
}

/** Why a disabled key cannot be left as QuickSight has it; undefined where it can. */
function findBlocking(
  { arn, isDefault }: Pick<NamedKey, "arn" | "isDefault">,
  governed: GovernedKeys,
  live: Live,
): Omit<Problem, "where"> | undefined {
  if ("unknown" in live) return live.unknown;
  const found = live.find((key) => key.arn === arn);
  if (found === undefined) {
    return { message: "It would be registered, which QuickSight does not do with such a key" };
  }
  if (!isDefault) return undefined;
  if (!found.default) {
    return { message: "It would become the default, which encrypts everything new" };
  }
  return willSend(governed, live)
    ? {
        message:
          "It is the default, and the list of keys would be sent again: QuickSight does not take such a key, and would be left without a default. Enable it before, make another key the default, or leave the other keys as they are registered",
      }
    : undefined;
}

/** Two names of one key: QuickSight registers it once, and one of them as the default or not. */
function findTwice(named: readonly NamedKey[]): Problem[] {
  return named.flatMap(({ where, arn }, index) => {
    const first = named.slice(0, index).find((key) => key.arn === arn);
    if (first === undefined) return [];
    const message = `${arn} is the key that account.keys.${first.name} has; name each key once`;
    return [{ where, message }];
  });
}

/** A key that was made here goes by its name: under another one a new key is made, which is easily not meant. */
async function nameRenamed(
  declared: AccountSettings["keys"],
  { keys, former }: GovernedKeys,
): Promise<void> {
  const staying = new Set(Object.values(keys));
  const leaving = [...former].filter(([arn, name]) => !staying.has(arn) && !(name in declared));
  const [[arn, name] = ["", ""]] = leaving;
  if (arn === "") return;
  for (const fresh of Object.keys(declared)) {
    if (keys[fresh] !== undefined) continue;
    await warn(
      `account.keys.${fresh}: makes another key, while ${name} leaves the settings; if ${name} is to stay under this name, set arn: ${arn}`,
    );
  }
}
