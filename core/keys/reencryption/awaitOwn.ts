import type { Ingestion } from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { awaitLoad } from "./awaitLoad.ts";
import { cancelOwn, type Load } from "./cancelOwn.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { KeyClosed, type RequireOpen } from "./requireOpen.ts";

/**
 * Follows a load of ours to its end, whichever run began it, and cancels it where a key is closed meanwhile.
 *
 * @throws Error that says that the load goes on, when the run is stopped: it is under way, and was not done in vain; or what became of it
 * where a key was closed meanwhile
 */
export async function awaitOwn(
  api: GivingApi,
  context: Pick<StepContext<GovernedReencryption>, "desired" | "signal">,
  load: Load,
  requireOpen: RequireOpen,
): Promise<Ingestion> {
  const { DataSetId, IngestionId: ingestionId } = load;
  const {
    desired: { accountId, region },
    signal,
  } = context;
  const reading = clientOf(api.reading.data, region);
  try {
    return await awaitLoad(reading, accountId, DataSetId, {
      ...{ ingestionId, signal },
      look: () => requireOpen("following"),
    });
  } catch (error) {
    if (error instanceof KeyClosed) {
      const became = await cancelOwn(api, context, load).then(
        () => "its load was cancelled",
        describeError,
      );
      throw new Error(`${became}: ${error.message}`, { cause: error });
    }
    if (!signal.aborted) throw error;
    const goesOn = `its load ${ingestionId} goes on at QuickSight, and the next run follows it`;
    throw new Error(goesOn, { cause: error });
  }
}
