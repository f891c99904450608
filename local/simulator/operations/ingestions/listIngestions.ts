import type {
  ListIngestionsCommandInput,
  ListIngestionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { describeIngestionRecord } from "./ingestionRecord.ts";

/** All loads of a data set, the latest first; users rely on that order, AWS does not document it. */
export const listIngestions: Handler<ListIngestionsCommandInput, ListIngestionsCommandOutput> = (
  call,
  store,
) => {
  const dataSet = requireAsset(assetsOf(store, call).dataSets, dataSetKind, call.input.DataSetId);
  const options = { scope: dataSet.arn };
  const { items, NextToken } = page(call, dataSet.ingestions, options, describeIngestionRecord);
  return { Ingestions: items, NextToken };
};
