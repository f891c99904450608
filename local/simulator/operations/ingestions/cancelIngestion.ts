import type {
  CancelIngestionCommandInput,
  CancelIngestionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { keysOf, settleGrants } from "../encryption/dataKeys.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { requireIngestion } from "./ingestionRecord.ts";

/** Ends a load that is not over; for one that is, error and words are ours. */
export const cancelIngestion: Handler<
  CancelIngestionCommandInput,
  CancelIngestionCommandOutput
> = async (call, store) => {
  const { DataSetId, IngestionId } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, DataSetId);
  const ingestion = requireIngestion(dataSet, IngestionId);
  if (ingestion.finishedAt !== undefined) {
    refuse(`Ingestion ${IngestionId} is ${ingestion.status} already.`);
  }
  ingestion.status = "CANCELLED";
  ingestion.finishedAt = call.now;
  await settleGrants(call, dataSet.arn, dataSet.spiceKey, keysOf(dataSet));
  return { Arn: ingestion.arn, IngestionId };
};
