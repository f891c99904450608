import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import type { GivingApi } from "../../aws/api.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { cancelOwn } from "./cancelOwn.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { readOwnRunning } from "./readOwnRunning.ts";
import type { CancelStep } from "./reencryptionStep.ts";

/**
 * Cancels what goes on of the loads that runs began of a data set. Safe to repeat: what is over is left.
 *
 * @throws Error where one may have opened it all the same
 */
export async function cancelLoads(
  api: GivingApi,
  { dataSet: { id } }: CancelStep,
  context: StepContext<GovernedReencryption>,
): Promise<void> {
  const { accountId, region } = context.desired;
  try {
    const running = await readOwnRunning(clientOf(api.reading.data, region), accountId, id);
    for (const IngestionId of running)
      await cancelOwn(api, context, { DataSetId: id, IngestionId });
  } catch (error) {
    // Who deleted it leaves nothing to open.
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
