import type {
  RestoreAnalysisCommandInput,
  RestoreAnalysisCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuseState } from "./refuseState.ts";

/** Brings a deleted analysis back; its folders never lost it here. */
export const restoreAnalysis: Handler<RestoreAnalysisCommandInput, RestoreAnalysisCommandOutput> = (
  call,
  store,
) => {
  const analysis = requireAsset(
    assetsOf(store, call).analyses,
    analysisKind,
    call.input.AnalysisId,
  );
  refuseState(analysis, analysis.status !== "DELETED");
  analysis.status = "CREATION_SUCCESSFUL";
  analysis.updatedAt = call.now;
  return { Arn: analysis.arn, AnalysisId: analysis.id };
};
