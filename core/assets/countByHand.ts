import type { Ingestion } from "@aws-sdk/client-quicksight";

/** Loads by hand that QuickSight takes for a data set in 24 hours (API reference of CreateIngestion, Enterprise edition). */
export const mostByHand = 32;

const day = 24 * 60 * 60 * 1000;

/** Loads by hand of the last 24 hours: what {@link mostByHand} limits. Those of creating and changing a data set are none. */
export function countByHand(ingestions: readonly Ingestion[], now: number): number {
  return ingestions.filter(
    ({ CreatedTime, RequestSource, RequestType }) =>
      RequestSource === "MANUAL" &&
      RequestType?.endsWith("REFRESH") === true &&
      (CreatedTime?.getTime() ?? 0) > now - day,
  ).length;
}
