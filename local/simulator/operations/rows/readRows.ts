import { z } from "zod";
import type { DataSet, RegionAssets } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { analysisKind, dashboardKind, dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { mayOpen } from "../assets/mayOpen.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import { shownBy } from "../encryption/openDataSets.ts";
import type { Call } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { hiddenColumns } from "./hiddenColumns.ts";
import { isOwner } from "./isOwner.ts";
import { readerOf } from "./reader.ts";
import { TooManyRules } from "./rowRules.ts";
import { readSessionRows, type SessionTags } from "./readSessionRows.ts";
import { outputOf, tableOf } from "./tableOf.ts";

const schema = z.strictObject({
  dataSet: z.string(),
  user: z.string().optional(),
  tags: z
    .string()
    .transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text)))
    .optional(),
  namespace: z.string().default("default"),
  region: z.string().optional(),
});

/** What somebody reads of a data set. */
export interface ReadRows {
  readonly Opened: boolean;
  /** Why not. */
  readonly Reason?: string;
  /** Why no rule limits the rows; absent: rules do. */
  readonly AllRows?: string;
  /** Columns that they do not see. */
  readonly Hidden: readonly string[];
  /** What would need an engine of queries: such columns are empty, and such rows left out. */
  readonly NotEvaluated: readonly string[];
  /** The rows with the columns that they see, the header first; none where none are known. */
  readonly Rows: readonly (readonly string[])[];
}

/**
 * Reads a data set as somebody does who opens it, or a dashboard or an analysis that shows it: the rows by the rules that were last loaded,
 * the columns by the column rules.
 *
 * @param asked the query of the address: `dataSet` (an id), `user` (a user name), and with that `namespace`, and `region` where it is
 *   not the data Region; in place of a user `tags` of a session without one, as JSON
 * @throws Error when something in it is wrong, or there is no such data set or user
 */
export async function readRows(simulated: Simulated, asked: unknown): Promise<ReadRows> {
  const { success, data, error } = schema.safeParse(asked);
  if (!success) throw new Error(z.prettifyError(error));
  const { store } = simulated;
  const call = controlCall(simulated, data.region);
  await store.timeline.run(call.now);
  const assets = assetsOf(store, call);
  const dataSet = requireAsset(assets.dataSets, dataSetKind, data.dataSet);
  const { user, tags } = data;
  if (tags !== undefined) return readBySession({ call, assets }, dataSet, tags);
  if (user === undefined || !requireNamespace(store, data.namespace).users.has(user)) {
    throw new Error(`User ${user ?? ""} not found in namespace ${data.namespace}.`);
  }
  const reader = readerOf(store, data.namespace, user);
  if (!opens(call, store, assets, dataSet, reader.arn)) {
    return refused(`User ${user} can open neither DataSet ${dataSet.id} nor what shows it.`);
  }
  try {
    const { columns, rows, notEvaluated, allRows } = tableOf(
      { call, store, assets, reader },
      dataSet,
    );
    const isTheirs = isOwner(store, assets, dataSet, reader.arn);
    const hidden = isTheirs
      ? []
      : hiddenColumns(dataSet, reader).filter((one) => columns.includes(one));
    const shown = columns.flatMap((name, place) => (hidden.includes(name) ? [] : [place]));
    const pick = (row: readonly string[]) => shown.map((place) => row[place] ?? "");
    return {
      Opened: true,
      ...(allRows === undefined ? {} : { AllRows: allRows }),
      ...{ Hidden: hidden, NotEvaluated: notEvaluated },
      Rows: columns.length === 0 ? [] : [columns, ...rows].map(pick),
    };
  } catch (problem) {
    if (problem instanceof TooManyRules) return refused(problem.message);
    throw problem;
  }
}

/** What an embedded dashboard shows without a user: no column that is for some only. */
function readBySession(
  place: Parameters<typeof outputOf>[0],
  dataSet: DataSet,
  tags: SessionTags,
): ReadRows {
  const table = outputOf(place, dataSet);
  const nobody = { arn: "", groupArns: new Set<string>() };
  const hidden = hiddenColumns(dataSet, nobody).filter((one) => table.columns.includes(one));
  const shown = table.columns.flatMap((name, at) => (hidden.includes(name) ? [] : [at]));
  const pick = (row: readonly string[]) => shown.map((at) => row[at] ?? "");
  const rows = readSessionRows(dataSet, table, tags);
  return {
    ...{ Opened: true, Hidden: hidden, NotEvaluated: table.notEvaluated },
    Rows: table.columns.length === 0 ? [] : [table.columns, ...rows].map(pick),
  };
}

function refused(Reason: string): ReadRows {
  return { ...{ Opened: false, Reason }, Hidden: [], NotEvaluated: [], Rows: [] };
}

/** Whether somebody gets there: by the data set itself, or by what is built on it. */
function opens(
  call: Call<unknown>,
  store: Store,
  assets: RegionAssets,
  dataSet: DataSet,
  userArn: string,
): boolean {
  const dashboards = [...assets.dashboards.values()].filter((dashboard) =>
    shownBy(call, assets, dashboard).includes(dataSet),
  );
  const analyses = [...assets.analyses.values()].filter(({ content }) =>
    content.dataSetArns.includes(dataSet.arn),
  );
  return (
    mayOpen(store, assets, dataSetKind, dataSet, userArn) ||
    dashboards.some((one) => mayOpen(store, assets, dashboardKind, one, userArn)) ||
    analyses.some((one) => mayOpen(store, assets, analysisKind, one, userArn))
  );
}
