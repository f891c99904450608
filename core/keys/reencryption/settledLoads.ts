import type { Ingestion } from "@aws-sdk/client-quicksight";
import { clientOf } from "../../assets/clientOf.ts";
import { readLoads } from "../../assets/readLoads.ts";
import type { GivingApi } from "../../aws/api.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { awaitLoad } from "./awaitLoad.ts";
import { awaitOwn } from "./awaitOwn.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { isOver } from "./isOver.ts";
import { isOwnLoad } from "./reencryptionNotes.ts";
import type { RequireOpen } from "./requireOpen.ts";

/** The loads of a data set, once none is under way. One that an earlier run began is watched as one of this run is. */
export async function settledLoads(
  api: GivingApi,
  context: Pick<StepContext<GovernedReencryption>, "desired" | "signal">,
  DataSetId: string,
  requireOpen: RequireOpen,
): Promise<readonly Ingestion[]> {
  const { accountId, region } = context.desired;
  const client = clientOf(api.reading.data, region);
  const { signal } = context;
  for (;;) {
    const loads = await readLoads(client, accountId, DataSetId);
    const running = loads.find((load) => !isOver(load));
    if (running === undefined) return loads;
    const { IngestionId = "" } = running;
    if (isOwnLoad(IngestionId)) {
      await awaitOwn(api, context, { DataSetId, IngestionId }, requireOpen);
    } else {
      await awaitLoad(client, accountId, DataSetId, { ingestionId: IngestionId, signal });
    }
  }
}
