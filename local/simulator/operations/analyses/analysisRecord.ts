import type { Analysis as ApiAnalysis, AnalysisSummary } from "@aws-sdk/client-quicksight";
import type { Analysis, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { problemsOf } from "../assets/problemsOf.ts";
import type { Call } from "../handler.ts";

/** An analysis as the API shows it. */
export function describeAnalysisRecord(analysis: Analysis): ApiAnalysis {
  return {
    ...summarizeAnalysis(analysis),
    Errors: analysis.errors,
    DataSetArns: analysis.content.dataSetArns.slice(),
    ThemeArn: analysis.content.themeArn,
  };
}

/** An analysis as lists show it. */
export function summarizeAnalysis(analysis: Analysis): AnalysisSummary {
  return {
    Arn: analysis.arn,
    AnalysisId: analysis.id,
    Name: analysis.name,
    Status: analysis.status,
    CreatedTime: new Date(analysis.createdAt),
    LastUpdatedTime: new Date(analysis.updatedAt),
  };
}

/** Lets an analysis get its final status in a while, unless it is deleted before. */
export function settleAnalysis(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  analysis: Analysis,
): void {
  const begun = analysis.status;
  const verb = begun === "UPDATE_IN_PROGRESS" ? "UPDATE" : "CREATION";
  store.timeline.schedule(call.now + call.settings.assetDelayMs, () => {
    if (analysis.status === begun) {
      analysis.errors = problemsOf(call, assets, analysis.content);
      analysis.status = analysis.errors.length === 0 ? `${verb}_SUCCESSFUL` : `${verb}_FAILED`;
    }
  });
}
