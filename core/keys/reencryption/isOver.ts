import type { Ingestion } from "@aws-sdk/client-quicksight";

/** Whether nothing of a load goes on any more. */
export function isOver({ IngestionStatus: status }: Pick<Ingestion, "IngestionStatus">): boolean {
  return status === "COMPLETED" || status === "FAILED" || status === "CANCELLED";
}
