import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { readLoads } from "../../assets/readLoads.ts";
import { isOver } from "./isOver.ts";
import { isOwnLoad } from "./reencryptionNotes.ts";

/** The ids of the loads of a data set that runs began, under whichever default key, and that go on. */
export async function readOwnRunning(
  client: QuickSightClient,
  accountId: string,
  dataSetId: string,
): Promise<readonly string[]> {
  const loads = await readLoads(client, accountId, dataSetId);
  return loads.flatMap(({ IngestionId: id = "", IngestionStatus }) =>
    isOwnLoad(id) && !isOver({ IngestionStatus }) ? [id] : [],
  );
}
