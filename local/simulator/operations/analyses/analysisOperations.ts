import type { OperationGroup } from "../handler.ts";
import { createAnalysis } from "./createAnalysis.ts";
import { deleteAnalysis } from "./deleteAnalysis.ts";
import { describeAnalysis } from "./describeAnalysis.ts";
import { describeAnalysisDefinition } from "./describeAnalysisDefinition.ts";
import { describeAnalysisPermissions } from "./describeAnalysisPermissions.ts";
import { listAnalyses } from "./listAnalyses.ts";
import { restoreAnalysis } from "./restoreAnalysis.ts";
import { searchAnalyses } from "./searchAnalyses.ts";
import { updateAnalysis } from "./updateAnalysis.ts";
import { updateAnalysisPermissions } from "./updateAnalysisPermissions.ts";

/** Analyses. */
export const analysisOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateAnalysis: createAnalysis,
    DeleteAnalysis: deleteAnalysis,
    DescribeAnalysis: describeAnalysis,
    DescribeAnalysisDefinition: describeAnalysisDefinition,
    DescribeAnalysisPermissions: describeAnalysisPermissions,
    ListAnalyses: listAnalyses,
    RestoreAnalysis: restoreAnalysis,
    SearchAnalyses: searchAnalyses,
    UpdateAnalysis: updateAnalysis,
    UpdateAnalysisPermissions: updateAnalysisPermissions,
  },
};
