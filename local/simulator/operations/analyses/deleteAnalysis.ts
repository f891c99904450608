import type {
  DeleteAnalysisCommandInput,
  DeleteAnalysisCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { forgetAnalysis } from "./forgetAnalysis.ts";
import { refuseState } from "./refuseState.ts";

/** Deletes an analysis, which can be restored for 30 days, or as long as is said (API reference). */
export const deleteAnalysis: Handler<DeleteAnalysisCommandInput, DeleteAnalysisCommandOutput> = (
  call,
  store,
) => {
  const { AnalysisId, ForceDeleteWithoutRecovery = false, RecoveryWindowInDays } = call.input;
  const assets = assetsOf(store, call);
  const analysis = requireAsset(assets.analyses, analysisKind, AnalysisId);
  if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
    refuse("RecoveryWindowInDays and ForceDeleteWithoutRecovery can't be used together.");
  }
  if (ForceDeleteWithoutRecovery) {
    forgetAnalysis(store, assets, analysis);
    return { Arn: analysis.arn, AnalysisId };
  }
  refuseState(analysis, analysis.status === "DELETED");
  analysis.status = "DELETED";
  analysis.updatedAt = call.now;
  const deletedAt = call.now + (RecoveryWindowInDays ?? 30) * 24 * 60 * 60 * 1000;
  store.timeline.schedule(deletedAt, () => {
    if (analysis.status === "DELETED") {
      forgetAnalysis(store, assets, analysis);
    }
  });
  return { Arn: analysis.arn, AnalysisId, DeletionTime: new Date(deletedAt) };
};
