import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { findDisabled } from "./findDisabled.ts";
import { findKeyUses } from "./findKeyUses.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
import { findLeaving } from "./planKeys.ts";
import { readRegistered } from "./readRegistered.ts";
import type { RegisteredKey } from "./registeredKey.ts";

type Governed = Omit<GovernedKeys, "former" | "region">;

/**
 * Which keys QuickSight has registered in the Region, which of them it may not take again where it is given the list, and what these and
 * those that would leave encrypt. Writes nothing.
 */
export async function readKeys(governed: Governed, access: AwsAccess): Promise<ActualKeys> {
  const client = createQuickSight(access);
  try {
    const live = await readRegistered(client, governed.accountId);
    const registered = live.map(({ arn }) => arn);
    const leaving = findLeaving(governed, registered);
    const staying = registered.filter((arn) => !leaving.includes(arn));
    const disabled = await findDisabled(willSend(governed, live) ? staying : [], access);
    const uses = await findKeyUses([...leaving, ...disabled.keys()], access);
    return { registered, disabled, ...uses };
  } finally {
    client.destroy();
  }
}

/** Whether a run gives QuickSight the list of keys, which replaces the one that there is. */
function willSend({ keys, defaultKey, isNew }: Governed, live: readonly RegisteredKey[]): boolean {
  const declared = Object.entries(keys);
  if (isNew === true || declared.length !== live.length) return true;
  return declared.some(([name, keyArn]) => {
    const found = live.find(({ arn }) => arn === keyArn);
    return found?.default !== (name === defaultKey);
  });
}
