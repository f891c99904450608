import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  type ActualKeys,
  type GovernedKeys,
  keysGuard,
  planKeys,
  readKeys,
  type UnregisterStep,
} from "@quicksight-governance/core/keys";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import { governedKeysOf } from "./governedKeysOf.ts";
import { nameQData } from "./nameQData.ts";
import type { StackResources } from "./readState.ts";
import { readForGuard } from "./readForGuard.ts";
import type { AccountSettings } from "./settings.ts";
import { warn } from "./warn.ts";

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
  facts: Facts,
  access: AwsAccess,
  takenUp: ReadonlyMap<string, string> = new Map(),
): Promise<string | undefined> {
  if (Object.keys(declared).length === 0) return undefined;
  const desired = governedKeysOf(resources, declared, facts, takenUp);
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
  if (refusal !== undefined) return refusal;
  await nameDisabled(plan.steps);
  await nameDefault(desired, actual);
  await nameQData(desired, actual, access);
  return undefined;
}

/** Also where somebody else made it the default, which the engine does not show without a refresh. */
async function nameDefault(
  { keys, defaultKey = "" }: GovernedKeys,
  { defaultArn }: ActualKeys,
): Promise<void> {
  const arn = keys[defaultKey];
  if (defaultArn === undefined || defaultArn === arn) return;
  await warn(
    `account.keys: the default is ${defaultArn} now, and becomes ${defaultKey} (${arn ?? "made by this run"}): what is new is encrypted with that, and what is in SPICE keeps its key until a full refresh`,
  );
}

async function nameDisabled(steps: readonly UnregisterStep[]): Promise<void> {
  for (const { keyArn, name = keyArn, state } of steps) {
    if (state === undefined) continue;
    await warn(
      `account.keys.${name}: the key is ${state}, and the list of keys is sent again: QuickSight may register it no more; enable it first (${keyArn})`,
    );
  }
}
