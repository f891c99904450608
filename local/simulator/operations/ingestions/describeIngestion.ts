import type {
  DescribeIngestionCommandInput,
  DescribeIngestionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeIngestionRecord, requireIngestion } from "./ingestionRecord.ts";

/** Shows how far a load is. */
export const describeIngestion: Handler<
  DescribeIngestionCommandInput,
  DescribeIngestionCommandOutput
> = (call, store) => {
  const { DataSetId, IngestionId } = call.input;
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, DataSetId);
  return { Ingestion: describeIngestionRecord(requireIngestion(dataSet, IngestionId)) };
};
