import type { Ingestion as ApiIngestion } from "@aws-sdk/client-quicksight";
import type { DataSet, Ingestion } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";

/** A load of a data set by its id. */
export function findIngestion({ ingestions }: DataSet, id: string): Ingestion | undefined {
  return [...ingestions.values()].find((ingestion) => ingestion.id === id);
}

/** @throws ApiError ResourceNotFoundException when the data set has no such load; the words are ours. */
export function requireIngestion(dataSet: DataSet, id: string): Ingestion {
  const ingestion = findIngestion(dataSet, id);
  if (ingestion === undefined) {
    const message = `Ingestion ${id} of DataSet ${dataSet.id} not found.`;
    throw new ApiError("ResourceNotFoundException", message, "INGESTION");
  }
  return ingestion;
}

/** A load as the API shows it. */
export function describeIngestionRecord(ingestion: Ingestion): ApiIngestion {
  const { createdAt, finishedAt, rows = [], dropped } = ingestion;
  // The first row is the header.
  const RowsIngested = Math.max(0, rows.length - 1);
  return {
    Arn: ingestion.arn,
    IngestionId: ingestion.id,
    IngestionStatus: ingestion.status,
    ErrorInfo: ingestion.errorInfo,
    RowInfo: ingestion.status === "COMPLETED" ? { RowsIngested, RowsDropped: dropped } : undefined,
    CreatedTime: new Date(createdAt),
    IngestionTimeInSeconds:
      finishedAt === undefined ? undefined : Math.ceil((finishedAt - createdAt) / 1000),
    RequestSource: "MANUAL",
    RequestType: ingestion.requestType,
  };
}
