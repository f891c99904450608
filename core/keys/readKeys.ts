import type { AwsAccess } from "../aws/awsAccess.ts";
import { createQuickSight } from "../aws/createQuickSight.ts";
import { findDisabled } from "./findDisabled.ts";
import { findKeyUses } from "./findKeyUses.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
import { findLeaving } from "./planKeys.ts";
import { readRegistered } from "./readRegistered.ts";
import { willSend } from "./willSend.ts";

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
    const defaultArn = live.find((key) => key.default)?.arn;
    return { registered, defaultArn, disabled, ...uses };
  } finally {
    client.destroy();
  }
}
