import type { QuickSightClient } from "@aws-sdk/client-quicksight";

/** A Region with dashboards and data, and a client for it. */
export interface DataRegion {
  readonly region: string;
  readonly client: QuickSightClient;
}
