import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  keysGuard,
  planKeys,
  readKeys,
  type UnregisterStep,
} from "@quicksight-governance/core/keys";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import { findFormerKeys } from "./findFormerKeys.ts";
import type { StackResources } from "./readState.ts";
import { readForGuard } from "./readForGuard.ts";
import { keyEnd } from "./retainedResources.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

/** What a stack's state calls the registration. */
const registrationType = "aws:quicksight/keyRegistration:KeyRegistration";

/**
 * Why the guard refuses what a run would take out of the registration of keys; undefined when it does not. An account without keys
 * in its settings registers none, and one that had some keeps its registration, which is protected. What the guard lets pass of keys that
 * are disabled is named, as the engine shows the list only.
 *
 * @param takenUp ids of keys that the state has not and this run takes up again, by the ends of their URNs
 */
export async function askAboutKeys(
  resources: StackResources,
  { keys: declared }: Pick<AccountSettings, "keys">,
  { accountId, partition, region }: Facts,
  access: AwsAccess,
  takenUp: ReadonlyMap<string, string> = new Map(),
): Promise<string | undefined> {
  const names = Object.keys(declared);
  if (names.length === 0) return undefined;
  const { made, names: former } = findFormerKeys(resources);
  const keys = Object.fromEntries(
    names.map((name) => {
      const keyId = takenUp.get(keyEnd(name));
      const arn = keyId && `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`;
      return [name, declared[name]?.arn ?? made[name] ?? arn] as const;
    }),
  );
  const defaultKey = names.find((name) => declared[name]?.default === true);
  const isNew = Object.values(resources).every(({ type }) => type !== registrationType);
  const desired = { accountId, region, keys, former, defaultKey, isNew };
  const actual = await readForGuard(
    {
      where: "account.keys",
      unknown: "which keys are registered",
      allow: "quicksight:DescribeKeyRegistration, and kms:DescribeKey on the keys",
    },
    () => readKeys(desired, access),
  );
  if (actual === undefined) return undefined;
  const plan = planKeys(desired, actual);
  const refusal = askGuard(keysGuard, { desired, actual, plan });
  if (refusal === undefined) await nameDisabled(plan.steps);
  return refusal;
}

async function nameDisabled(steps: readonly UnregisterStep[]): Promise<void> {
  for (const { keyArn, name = keyArn, state } of steps) {
    if (state === undefined) continue;
    await warn(
      `account.keys.${name}: the key is ${state}, and the list of keys is sent again: QuickSight may register it no more; enable it first (${keyArn})`,
    );
  }
}
