import { randomUUID } from "node:crypto";
import type { ErrorInfo, IngestionRequestType, IngestionStatus } from "@aws-sdk/client-quicksight";
import type { DataSet, Ingestion, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import { dataSourceArnOf } from "../dataSets/checkTables.ts";
import type { Call } from "../handler.ts";
import { grantKey, retireGrants } from "../../upstream/keyGrants.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import type { FileRows } from "./readFileRows.ts";

/** Begins the load that belongs to creating or changing a data set; none without SPICE. */
export async function beginOwnIngestion(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  dataSet: DataSet,
  load: Pick<Load, "requestType" | "found">,
): Promise<{ IngestionArn?: string; IngestionId?: string }> {
  if (dataSet.definition.ImportMode !== "SPICE") {
    return {};
  }
  const ingestion = await beginIngestion(call, store, assets, dataSet, {
    ...load,
    id: randomUUID(),
  });
  return { IngestionArn: ingestion.arn, IngestionId: ingestion.id };
}

/** A load that begins. */
export interface Load {
  readonly id: string;
  readonly requestType: IngestionRequestType;
  /** What is in its file. */
  readonly found: FileRows;
}

/** Begins a load into SPICE, under the key that is the default at this time and that QuickSight then has a grant on. */
export async function beginIngestion(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  dataSet: DataSet,
  { id, requestType, found }: Load,
): Promise<Ingestion> {
  endOthers(call, dataSet, requestType);
  const ingestion: Ingestion = {
    id,
    arn: `${dataSet.arn}/ingestion/${id}`,
    status: "INITIALIZED",
    requestType,
    createdAt: call.now,
    finishedAt: undefined,
    errorInfo: undefined,
    keyArn: assets.registeredKeys.find(({ isDefault }) => isDefault)?.keyArn,
    rows: found.rows,
    dropped: found.dropped ?? 0,
  };
  dataSet.ingestions.set(latestFirst(dataSet), ingestion);
  const third = call.settings.ingestionDelayMs / 3;
  const advance = (after: number, from: IngestionStatus, to: IngestionStatus): void => {
    store.timeline.schedule(call.now + after, () => {
      if (ingestion.status === from) {
        ingestion.status = to;
      }
    });
  };
  advance(third, "INITIALIZED", "QUEUED");
  advance(2 * third, "QUEUED", "RUNNING");
  store.timeline.schedule(call.now + 3 * third, () => {
    if (ingestion.status === "RUNNING") {
      finish(call, ingestion, dataSet, problemOf(call, assets, dataSet) ?? found.problem);
    }
  });
  const upstream = upstreamOf(call);
  if (upstream !== undefined && ingestion.keyArn !== undefined) {
    await grantKey(upstream, ingestion.keyArn, dataSet.arn);
  }
  return ingestion;
}

/**
 * A load that is not over ends where another begins. The model has a type of error for it, and one for a refresh that an edit ends;
 * that these are failures, and the words, are ours.
 */
function endOthers(call: Call<unknown>, { ingestions }: DataSet, by: IngestionRequestType): void {
  for (const [, ingestion] of ingestions.entriesFrom("")) {
    if (ingestion.finishedAt !== undefined) continue;
    const byEdit = by === "EDIT" && ingestion.requestType.endsWith("REFRESH");
    ingestion.status = "FAILED";
    ingestion.finishedAt = call.now;
    ingestion.errorInfo = {
      Type: byEdit ? "REFRESH_SUPPRESSED_BY_EDIT" : "INGESTION_SUPERSEDED",
      Message: "Another load of this data set began.",
    };
  }
}

function latestFirst({ ingestions }: DataSet): string {
  return String(999_999_999 - ingestions.size);
}

function finish(
  call: Call<unknown>,
  ingestion: Ingestion,
  dataSet: DataSet,
  problem: ErrorInfo | undefined,
): void {
  ingestion.finishedAt = call.now + call.settings.ingestionDelayMs;
  ingestion.errorInfo = problem;
  if (problem !== undefined) {
    ingestion.status = "FAILED";
    return;
  }
  ingestion.status = "COMPLETED";
  dataSet.spiceRows = ingestion.rows;
  if (ingestion.requestType !== "INCREMENTAL_REFRESH") {
    // The developer guide: what was encrypted before keeps its key until a full refresh.
    const { spiceKeyArn: former } = dataSet;
    dataSet.spiceKeyArn = ingestion.keyArn;
    if (former !== ingestion.keyArn) giveUpKey(call, dataSet, former);
  }
}

/** Gives up the grants on a key that a data set is not encrypted with any more. Nobody waits for it, as at AWS. */
export function giveUpKey(call: Call<unknown>, { arn }: DataSet, keyArn: string | undefined): void {
  const upstream = upstreamOf(call);
  if (upstream === undefined || keyArn === undefined) return;
  // A key that is gone has no grants.
  retireGrants(upstream, keyArn, arn).catch(() => undefined);
}

function problemOf(
  call: Call<unknown>,
  assets: RegionAssets,
  { definition }: DataSet,
): ErrorInfo | undefined {
  for (const table of Object.values(definition.PhysicalTableMap)) {
    const arn = dataSourceArnOf(table) ?? "";
    const source = findByArn(call, assets.dataSources, dataSourceKind, arn);
    if (source === undefined) {
      return { Type: "DATA_SOURCE_NOT_FOUND", Message: `Data source ${arn} not found.` };
    }
    if (source.status?.endsWith("_FAILED") === true) {
      const Message = `Data source ${arn} is ${source.status}.`;
      return { Type: "DATA_SOURCE_CONNECTION_FAILED", Message };
    }
  }
  return call.settings.ingestionOutcome === "FAILED"
    ? { Type: "INTERNAL_SERVICE_ERROR", Message: "The simulator was told to let loads fail." }
    : undefined;
}
