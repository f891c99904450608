import type { AwsAccess } from "@quicksight-governance/core/aws";
import { keysGuard, planKeys, readKeys } from "@quicksight-governance/core/keys";
import { askGuard } from "./askGuard.ts";
import type { Facts } from "./facts.ts";
import { findFormerKeys } from "./findFormerKeys.ts";
import type { StackResources } from "./readState.ts";
import { readForGuard } from "./readForGuard.ts";
import { keyEnd } from "./retainedResources.ts";
import type { AccountSettings } from "./settings.ts";

/**
 * Why the guard refuses what a run would take out of the registration of keys; undefined when it does not. An account without keys
 * in its settings registers none, and one that had some keeps its registration, which is protected.
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
  const desired = { accountId, region, keys, former };
  const actual = await readForGuard(
    {
      where: "account.keys",
      unknown: "which keys are registered",
      allow: "quicksight:DescribeKeyRegistration",
    },
    () => readKeys(desired, access),
  );
  if (actual === undefined) return undefined;
  return askGuard(keysGuard, { desired, actual, plan: planKeys(desired, actual) });
}
