import type { DataRegion } from "../aws/dataRegion.ts";
import type { QuickSightClients } from "../aws/createClients.ts";

/** The data Regions of a run: the one that its clients have. */
export async function dataRegions({
  data,
}: Pick<QuickSightClients, "data">): Promise<DataRegion[]> {
  return [{ region: await data.config.region(), client: data }];
}
