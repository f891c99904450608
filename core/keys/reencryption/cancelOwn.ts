import { CancelIngestionCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { awaitLoad } from "./awaitLoad.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";

/** One load. */
export interface Load {
  readonly DataSetId: string;
  readonly IngestionId: string;
}

/**
 * Cancels a load of ours that would open what somebody has closed, and looks until it is over: AWS documents no time within which it is.
 *
 * @throws Error where it may have opened it all the same; ResourceNotFoundException where the data set is gone
 */
export async function cancelOwn(
  api: GivingApi,
  {
    desired: { accountId, region },
    signal,
  }: Pick<StepContext<GovernedReencryption>, "desired" | "signal">,
  load: Load,
): Promise<void> {
  const { DataSetId, IngestionId: ingestionId } = load;
  try {
    const command = new CancelIngestionCommand({ AwsAccountId: accountId, ...load });
    await clientOf(api.giving.data, region).send(command);
    const reading = clientOf(api.reading.data, region);
    const ended = await awaitLoad(reading, accountId, DataSetId, { ingestionId, signal });
    if (ended.IngestionStatus !== "COMPLETED") return;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw error;
    throw new Error(
      `its load ${ingestionId} may open it under the default key, and could not be cancelled (${describeError(error)})`,
      { cause: error },
    );
  }
  throw new Error(
    `its load ${ingestionId} ended before it could be cancelled: it is open under the default key`,
  );
}
