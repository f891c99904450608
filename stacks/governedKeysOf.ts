import type { GovernedKeys } from "@quicksight-governance/core/keys";
import type { Facts } from "./facts.ts";
import { findFormerKeys } from "./findFormerKeys.ts";
import type { StackResources } from "./readState.ts";
import { keyEnd } from "./retainedResources.ts";
import type { AccountSettings } from "./settings.ts";

/** What a stack's state calls the registration. */
const registrationType = "aws:quicksight/keyRegistration:KeyRegistration";

/**
 * The keys that an account stack is to register: those with an ARN in the settings, and those that it makes, as its state has them.
 *
 * @param takenUp ids of keys that the state has not and this run takes up again, by the ends of their URNs
 */
export function governedKeysOf(
  resources: StackResources,
  declared: AccountSettings["keys"],
  { accountId, partition, region }: Facts,
  takenUp: ReadonlyMap<string, string> = new Map(),
): GovernedKeys {
  const { made, names: former } = findFormerKeys(resources);
  const names = Object.keys(declared);
  const keys = Object.fromEntries(
    names.map((name) => {
      const keyId = takenUp.get(keyEnd(name));
      const arn = keyId && `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`;
      return [name, declared[name]?.arn ?? made[name] ?? arn] as const;
    }),
  );
  const defaultKey = names.find((name) => declared[name]?.default === true);
  const isNew = Object.values(resources).every(({ type }) => type !== registrationType);
  return { accountId, region, keys, former, defaultKey, isNew };
}
