import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeIngestionCommand,
  type Ingestion,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { untilAborted } from "../../aws/untilAborted.ts";
import { isOver } from "./isOver.ts";

/**
 * Pauses between two looks in milliseconds: doubled from the first to the last. Ten loads at once are two looks a second, below the five
 * that QuickSight documents for lists of loads.
 */
const firstPause = 100;
const lastPause = 5000;
/** How long a load that was begun a moment ago may not be shown, in milliseconds; AWS says nothing of it. */
const untilShown = 15_000;

/**
 * Looks until a load is over, however long that takes.
 *
 * @throws Error where QuickSight does not show it, or the reason of the signal: the load goes on
 */
export async function awaitLoad(
  client: QuickSightClient,
  AwsAccountId: string,
  DataSetId: string,
  {
    ingestionId,
    signal,
    look: alsoLook = () => Promise.resolve(),
  }: {
    readonly ingestionId: string;
    readonly signal: AbortSignal;
    /** What else is looked at each time while the load goes on; what it throws ends the waiting. */
    readonly look?: () => Promise<void>;
  },
): Promise<Ingestion> {
  const begun = performance.now();
  const id = { AwsAccountId, DataSetId, IngestionId: ingestionId };
  const look = async () => {
    try {
      return (await client.send(new DescribeIngestionCommand(id))).Ingestion;
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
      if (performance.now() - begun < untilShown) return undefined;
      throw new Error(
        `QuickSight does not show its load ${ingestionId}; the next run looks again`,
        {
          cause: error,
        },
      );
    }
  };
  for (let pause = firstPause; ; pause = Math.min(lastPause, 2 * pause)) {
    const load = await untilAborted(signal, look);
    if (load !== undefined && isOver(load)) return load;
    await untilAborted(signal, alsoLook);
    await untilAborted(signal, () => sleep(pause, undefined, { signal }));
  }
}
