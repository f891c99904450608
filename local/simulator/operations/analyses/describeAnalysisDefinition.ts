import type {
  AnalysisDefinition,
  DescribeAnalysisDefinitionCommandInput,
  DescribeAnalysisDefinitionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";

/** Shows what an analysis was defined with; one from a template has nothing to show here. */
export const describeAnalysisDefinition: Handler<
  DescribeAnalysisDefinitionCommandInput,
  DescribeAnalysisDefinitionCommandOutput
> = (call, store) => {
  const analysis = requireAsset(
    assetsOf(store, call).analyses,
    analysisKind,
    call.input.AnalysisId,
  );
  return {
    AnalysisId: analysis.id,
    Name: analysis.name,
    Errors: analysis.errors,
    ResourceStatus: analysis.status,
    ThemeArn: analysis.content.themeArn,
    Definition: analysis.content.definition as AnalysisDefinition | undefined,
  };
};
