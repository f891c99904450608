import type {
  CreateIngestionCommandInput,
  CreateIngestionCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { RegionAssets } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { beginIngestion } from "./beginIngestion.ts";
import { findIngestion } from "./ingestionRecord.ts";
import { readFileRows } from "./readFileRows.ts";

/** Loads by hand in 24 hours, from the documentation of CreateIngestion. */
const dailyLimit = { STANDARD: 8, ENTERPRISE: 32, ENTERPRISE_AND_Q: 32 };

/** Loads a data set into SPICE anew; without a type it is a full refresh (API reference). */
export const createIngestion: Handler<
  CreateIngestionCommandInput,
  CreateIngestionCommandOutput
> = async (call, store) => {
  const { DataSetId, IngestionId, IngestionType = "FULL_REFRESH" } = call.input;
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, DataSetId);
  if (dataSet.definition.ImportMode !== "SPICE") {
    // The error and its words are ours.
    refuse(`The dataset ${DataSetId} is not a SPICE dataset.`);
  }
  // AWS's words for describing one (recordings); that it may not be loaded either is likely, not confirmed.
  if (dataSet.isFile === true) refuse(dataSet.undescribable ?? "");
  if (IngestionType === "INCREMENTAL_REFRESH" && dataSet.refreshProperties === undefined) {
    // The user guide: incremental refreshes need a look-back window. The words are ours.
    refuse(`The dataset ${DataSetId} has no refresh properties for incremental refresh.`);
  }
  if (findIngestion(dataSet, IngestionId) !== undefined) {
    const message = `Ingestion ${IngestionId} already exists.`;
    throw new ApiError("ResourceExistsException", message, "INGESTION");
  }
  const since = call.now - 24 * 60 * 60 * 1000;
  const byHand = [...dataSet.ingestions.values()].filter(
    ({ requestType, createdAt }) => requestType.endsWith("REFRESH") && createdAt > since,
  );
  if (byHand.length >= dailyLimit[store.account.edition]) {
    const message = `DataSet ${DataSetId} was refreshed too often in 24 hours.`;
    throw new ApiError("LimitExceededException", message, "INGESTION");
  }
  requireRoom(call.settings.parallelIngestions, assets);
  const found = await readFileRows(call, assets, dataSet);
  const load = { id: IngestionId, requestType: IngestionType, found };
  const ingestion = await beginIngestion(call, store, assets, dataSet, load);
  return { Arn: ingestion.arn, IngestionId, IngestionStatus: ingestion.status };
};

/** The error and its words are ours. */
function requireRoom(most = Infinity, { dataSets }: RegionAssets): void {
  const loads = [...dataSets.values()].flatMap(({ ingestions }) => [...ingestions.values()]);
  if (loads.filter(({ finishedAt }) => finishedAt === undefined).length < most) return;
  throw new ApiError(
    "LimitExceededException",
    "Too many ingestions are under way in this Region.",
    "INGESTION",
  );
}
