import type {
  UpdateAnalysisCommandInput,
  UpdateAnalysisCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { readContent } from "../assets/readContent.ts";
import type { Handler } from "../handler.ts";
import { settleAnalysis } from "./analysisRecord.ts";
import { refuseState } from "./refuseState.ts";

/** Replaces what an analysis shows. */
export const updateAnalysis: Handler<UpdateAnalysisCommandInput, UpdateAnalysisCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  const analysis = requireAsset(assets.analyses, analysisKind, input.AnalysisId);
  const content = readContent(input);
  refuseState(analysis, analysis.status === "DELETED" || analysis.status.endsWith("_IN_PROGRESS"));
  Object.assign(analysis, {
    name: input.Name,
    content,
    parameters: input.Parameters,
    status: "UPDATE_IN_PROGRESS",
    updatedAt: call.now,
  });
  settleAnalysis(call, store, assets, analysis);
  return { Arn: analysis.arn, AnalysisId: analysis.id, UpdateStatus: analysis.status };
};
