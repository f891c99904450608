import type {
  ListAnalysesCommandInput,
  ListAnalysesCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { summarizeAnalysis } from "./analysisRecord.ts";

/** All analyses of the Region, those that can still be restored included. */
export const listAnalyses: Handler<ListAnalysesCommandInput, ListAnalysesCommandOutput> = (
  call,
  store,
) => {
  const all = assetsOf(store, call).analyses;
  const { items, NextToken } = page(call, all, { scope: call.region }, summarizeAnalysis);
  return { AnalysisSummaryList: items, NextToken };
};
