import type { AwsAccess } from "../../aws/awsAccess.ts";
import { createQuickSight } from "../../aws/createQuickSight.ts";
import { findDisabled } from "./findDisabled.ts";
import { findKeyUses } from "../findKeyUses.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
import { findLeaving } from "./planKeys.ts";
import { nameUses } from "./nameUses.ts";
import { readRegistration } from "./readRegistration.ts";
import { qDataUse } from "./useKinds.ts";
import { willSend } from "./willSend.ts";

type Governed = Omit<GovernedKeys, "former" | "region">;

/**
 * Which keys QuickSight has registered in the Region, which of them it may not take again where it is given the list, and what these and
 * those that would leave encrypt. Writes nothing.
 */
export async function readKeys(governed: Governed, access: AwsAccess): Promise<ActualKeys> {
  const client = createQuickSight(access);
  try {
    const { keys: live, qDataKey } = await readRegistration(client, governed.accountId);
    const registered = live.map(({ arn }) => arn);
    const leaving = findLeaving(governed, registered);
    const staying = registered.filter((arn) => !leaving.includes(arn));
    const isSent = willSend(governed, live);
    const disabled = await findDisabled(isSent ? staying : [], access);
    const { uses: found, unreadable } = await findKeyUses([...leaving, ...disabled.keys()], access);
    const uses = new Map(found);
    const qData = qDataKey?.type === "owned" ? undefined : qDataKey?.arn;
    if (qData !== undefined && (leaving.includes(qData) || disabled.has(qData))) {
      uses.set(qData, [...(uses.get(qData) ?? []), qDataUse]);
    }
    const titles = await nameUses(client, governed.accountId, [...uses.values()].flat());
    const defaultArn = live.find((key) => key.default)?.arn;
    return { registered, defaultArn, qDataKey, isSent, disabled, uses, titles, unreadable };
  } finally {
    client.destroy();
  }
}
