import type {
  SearchAnalysesCommandInput,
  SearchAnalysesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { analysisKind } from "../assets/assetKind.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeAnalysis } from "./analysisRecord.ts";

/** The analyses of some name, owner or viewer. */
export const searchAnalyses: Handler<SearchAnalysesCommandInput, SearchAnalysesCommandOutput> = (
  call,
  store,
) => {
  const { Filters } = call.input;
  const assets = searchedOf(store, call);
  const options = {
    scope: `${call.region}|${scopeOf(Filters)}`,
    where: matcherOf(store, analysisKind, assets, Filters),
  };
  const { items, NextToken } = page(call, assets.analyses, options, summarizeAnalysis);
  return { AnalysisSummaryList: items, NextToken };
};
