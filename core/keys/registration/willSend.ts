import type { GovernedKeys } from "./governedKeys.ts";
import type { RegisteredKey } from "./registeredKey.ts";

/**
 * Whether a run gives QuickSight the list of keys, which replaces the one that there is: every key of it is registered anew then, those
 * among them that QuickSight has already.
 *
 * @param live the registration as QuickSight has it
 */
export function willSend(
  { keys, defaultKey, isNew }: Pick<GovernedKeys, "keys" | "defaultKey" | "isNew">,
  live: readonly RegisteredKey[],
): boolean {
  const declared = Object.entries(keys);
  if (isNew === true || declared.length !== live.length) return true;
  return declared.some(([name, keyArn]) => {
    const found = live.find(({ arn }) => arn === keyArn);
    return found?.default !== (name === defaultKey);
  });
}
