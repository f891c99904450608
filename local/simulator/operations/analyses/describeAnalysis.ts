import type {
  DescribeAnalysisCommandInput,
  DescribeAnalysisCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeAnalysisRecord } from "./analysisRecord.ts";

/** Shows an analysis, also one that can still be restored. */
export const describeAnalysis: Handler<
  DescribeAnalysisCommandInput,
  DescribeAnalysisCommandOutput
> = (call, store) => ({
  Analysis: describeAnalysisRecord(
    requireAsset(assetsOf(store, call).analyses, analysisKind, call.input.AnalysisId),
  ),
});
