import { UpdateSelfUpgradeConfigurationCommand } from "@aws-sdk/client-quicksight";
import type { GivingApi } from "../../aws/api.ts";
import { isRefusal } from "../../aws/isRefusal.ts";
import { Declined } from "../../reconcile/declined.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { describeRefusedCall } from "../selfUpgrade/refusedCall.ts";
import type { CloseSelfUpgrade } from "../step.ts";

/**
 * Has an administrator approve who asks for a higher role.
 *
 * @throws {Declined} where QuickSight refuses it for good: people are governed all the same, and who raises their role is lowered
 */
export async function closeSelfUpgrade(
  { giving }: GivingApi,
  _: CloseSelfUpgrade,
  { desired: { scope } }: StepContext<GovernedNamespace>,
): Promise<void> {
  const { accountId: AwsAccountId, namespace: Namespace } = scope;
  const input = { AwsAccountId, Namespace, SelfUpgradeStatus: "ADMIN_APPROVAL" } as const;
  try {
    await giving.identity.send(new UpdateSelfUpgradeConfigurationCommand(input));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { why, remedy } = describeRefusedCall(error, "UpdateSelfUpgradeConfiguration");
    throw new Declined(
      `people of namespace ${Namespace} can still raise their own role (${why}); ${remedy}`,
    );
  }
}
