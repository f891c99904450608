import type { FoundConnection } from "@quicksight-governance/core/data";

/**
 * What an ApiDataSource resource holds, as inputs and as state alike: what the native resource holds of a data source, under the same names, so
 * that whoever reads a state or a plan reads one like the other.
 */
export interface ApiDataSourceState extends FoundConnection {
  readonly version: 1;
  readonly arn: string;
  /** As an input how it should stand; in a state how it does: what failed, or whose secret somebody replaced, is put right by the update. */
  readonly standing: string;
}

/** A change of one of these makes it another resource: QuickSight changes none of them. */
export const identityFields = ["awsAccountId", "region", "dataSourceId", "type"] as const;
