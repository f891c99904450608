import {
  CancelIngestionCommand,
  type Ingestion,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { awaitLoad } from "./awaitLoad.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { KeyClosed, type RequireOpen } from "./requireOpen.ts";

/** One load. */
interface Load {
  readonly DataSetId: string;
  readonly IngestionId: string;
}

/**
 * Follows a load of ours to its end, and cancels it where a key is closed meanwhile.
 *
 * @throws Error that says that the load goes on, when the run is stopped: it is under way, and was not done in vain; or what became of it
 * where a key was closed meanwhile
 */
export async function awaitOwn(
  api: GivingApi,
  {
    desired: { accountId, region },
    signal,
  }: Pick<StepContext<GovernedReencryption>, "desired" | "signal">,
  load: Load,
  requireOpen: RequireOpen,
): Promise<Ingestion> {
  const { DataSetId, IngestionId: ingestionId } = load;
  const reading = clientOf(api.reading.data, region);
  try {
    return await awaitLoad(reading, accountId, DataSetId, {
      ...{ ingestionId, signal },
      look: () => requireOpen("following"),
    });
  } catch (error) {
    if (error instanceof KeyClosed) {
      const became = await cancel(clientOf(api.giving.data, region), accountId, load);
      throw new Error(`${became}: ${error.message}`, { cause: error });
    }
    if (!signal.aborted) throw error;
    const goesOn = `its load ${ingestionId} goes on at QuickSight, and the next run follows it`;
    throw new Error(goesOn, { cause: error });
  }
}

/** Cancels a load that would open what somebody has closed; what became of it. */
async function cancel(client: QuickSightClient, AwsAccountId: string, load: Load): Promise<string> {
  const id = { AwsAccountId, ...load };
  try {
    await client.send(new CancelIngestionCommand(id));
    return "its load was cancelled";
  } catch (error) {
    return `its load ${load.IngestionId} may open it under the default key, and could not be cancelled (${describeError(error)})`;
  }
}
