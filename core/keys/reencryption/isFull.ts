import type { Ingestion } from "@aws-sdk/client-quicksight";

/**
 * Whether a load replaces all rows, and so their key: those by hand or by a schedule that are full, and those of creating and changing a
 * data set (developer guide, "Key management": until a full refresh).
 */
export function isFull({ RequestType }: Pick<Ingestion, "RequestType">): boolean {
  return RequestType !== "INCREMENTAL_REFRESH";
}
