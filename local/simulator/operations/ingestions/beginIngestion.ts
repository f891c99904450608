import { randomUUID } from "node:crypto";
import type { ErrorInfo, IngestionRequestType, IngestionStatus } from "@aws-sdk/client-quicksight";
import type { DataKey, DataSet, Ingestion, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import { dataSourceArnOf } from "../dataSets/checkTables.ts";
import { keysOf, makeDataKey, settleGrants, useDataKey } from "../encryption/dataKeys.ts";
import { credentialsProblem } from "../encryption/credentialsProblem.ts";
import type { Call } from "../handler.ts";
import type { FileRows } from "./readFileRows.ts";

/**
 * Begins the load that belongs to creating or changing a data set. Without SPICE there is none, and what was in it is gone: that loads
 * end and grants are retired then is ours.
 */
export async function beginOwnIngestion(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  dataSet: DataSet,
  load: Pick<Load, "requestType" | "found">,
): Promise<{ IngestionArn?: string; IngestionId?: string }> {
  if (dataSet.definition.ImportMode !== "SPICE") {
    endOthers(call, dataSet, load.requestType);
    Object.assign(dataSet, { spiceRows: undefined, spiceKey: undefined });
    await settleGrants(call, dataSet.arn, undefined, keysOf(dataSet));
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

/**
 * Begins a load into SPICE, under the key that is the default at this time and that QuickSight then has a grant on; one that only adds
 * rows, under theirs.
 */
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
    key: undefined,
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
  const { key, problem } = await encrypt(call, assets, dataSet, requestType);
  ingestion.key = key;
  store.timeline.schedule(call.now + 3 * third, () => {
    if (ingestion.status !== "RUNNING") return;
    const failure = problemOf(call, assets, dataSet) ?? problem ?? found.problem;
    return finish({ ...call, now: call.now + 3 * third }, ingestion, dataSet, failure);
  });
  return ingestion;
}

/**
 * What a load encrypts with, or why it can't read or write. The types of errors are from the API model, which has none for keys; that it
 * is these is ours.
 */
async function encrypt(
  call: Call<unknown>,
  assets: RegionAssets,
  { arn, definition, ingestions, spiceKey }: DataSet,
  requestType: IngestionRequestType,
): Promise<{ readonly key?: DataKey | undefined; readonly problem?: ErrorInfo }> {
  const unread = await credentialsProblem(call, assets, definition);
  if (unread !== undefined)
    return { problem: { Type: "DATA_SOURCE_AUTH_FAILED", Message: unread } };
  const isLoaded = [...ingestions.values()].some(({ status }) => status === "COMPLETED");
  const { key, problem } =
    requestType === "INCREMENTAL_REFRESH" && isLoaded
      ? { key: spiceKey, problem: await useDataKey(call, arn, spiceKey) }
      : await makeDataKey(call, assets, arn, spiceKey);
  return problem === undefined
    ? { key }
    : { problem: { Type: "CUSTOMER_ERROR", Message: problem } };
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
): Promise<void> {
  ingestion.finishedAt = call.now;
  ingestion.errorInfo = problem;
  ingestion.status = problem === undefined ? "COMPLETED" : "FAILED";
  if (problem === undefined) {
    dataSet.spiceRows = ingestion.rows;
    // The developer guide: what was encrypted before keeps its key until a full refresh.
    dataSet.spiceKey = ingestion.key;
  }
  return settleGrants(call, dataSet.arn, dataSet.spiceKey, keysOf(dataSet));
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
