import type {
  CreateAnalysisCommandInput,
  CreateAnalysisCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Analysis } from "../../store/assets.ts";
import { analysisKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { readContent } from "../assets/readContent.ts";
import { addMember, requireFolders } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { settleAnalysis } from "./analysisRecord.ts";

/** Begins to create an analysis. */
export const createAnalysis: Handler<CreateAnalysisCommandInput, CreateAnalysisCommandOutput> = (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  refuseExisting(assets.analyses, analysisKind, input.AnalysisId);
  const content = readContent(input);
  const folders = requireFolders(call, assets, input.FolderArns);
  const analysis: Analysis = {
    ...createAssetRecord(call, store, analysisKind, { ...input, id: input.AnalysisId }),
    status: "CREATION_IN_PROGRESS",
    errors: [],
    content,
    parameters: input.Parameters,
  };
  addMember(folders, { type: "ANALYSIS", id: analysis.id });
  assets.analyses.set(analysis.id, analysis);
  settleAnalysis(call, store, assets, analysis);
  return { Arn: analysis.arn, AnalysisId: analysis.id, CreationStatus: analysis.status };
};
