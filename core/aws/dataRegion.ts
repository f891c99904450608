import type { QuickSightClient } from "@aws-sdk/client-quicksight";

/**
 * A Region in which assets are, with the client that calls it. People, groups and the account live in the identity Region
 * alone; what they own may be in several.
 */
export interface DataRegion {
  /** Such as `eu-west-1`. */
  readonly region: string;
  readonly client: QuickSightClient;
}
