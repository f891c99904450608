import type {
  SearchAnalysesCommandInput,
  SearchAnalysesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeAnalysis } from "./analysisRecord.ts";

/** The analyses of some name, owner or viewer. */
export const searchAnalyses: Handler<SearchAnalysesCommandInput, SearchAnalysesCommandOutput> = (
  call,
  store,
) => {
  const { Filters } = call.input;
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, analysisKind, Filters),
  };
  const { items, NextToken } = page(
    call,
    assetsOf(store, call).analyses,
    options,
    summarizeAnalysis,
  );
  return { AnalysisSummaryList: items, NextToken };
};
