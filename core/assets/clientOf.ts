import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import type { DataRegion } from "../aws/dataRegion.ts";

/**
 * The client of one of the data Regions.
 *
 * @throws when it is none of them: an asset was found in a Region that is no longer among the settings
 */
export function clientOf(regions: readonly DataRegion[], region: string): QuickSightClient {
  const found = regions.find((one) => one.region === region);
  if (found !== undefined) return found.client;
  const known = regions.map((one) => one.region).join(", ");
  throw new Error(`${region} is not a data Region of this run (these are: ${known})`);
}
