import { z } from "zod";
import type { DataSet, RegionAssets } from "../../store/assets.ts";
import { dashboardKind, dataSetKind } from "../assets/assetKind.ts";
import { findByArn, requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { mayOpen } from "../assets/mayOpen.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import type { Call } from "../handler.ts";
import { credentialsProblem } from "./credentialsProblem.ts";
import { useDataKey } from "./dataKeys.ts";

const schema = z
  .strictObject({
    DataSet: z.string().optional(),
    Dashboard: z.string().optional(),
    /** The ARN of who reads. */
    User: z.string().optional(),
    Region: z.string().optional(),
  })
  .refine(({ DataSet, Dashboard }) => (DataSet === undefined) !== (Dashboard === undefined), {
    error: "one of DataSet and Dashboard must be set",
  });

/** What a person sees. */
export interface Reading {
  /** Whether everything that was to be read can be. */
  readonly Opened: boolean;
  /** Why not, where that is about the person. */
  readonly Reason?: string;
  readonly DataSets: readonly {
    readonly Id: string;
    readonly Opened: boolean;
    readonly Reason?: string;
    /** Of a file, the header first, without regard to rules of rows and columns. */
    readonly Rows?: DataSet["spiceRows"];
  }[];
}

/**
 * Reads a data set, or those of the published version of a dashboard, as a person does who opens it: what is encrypted under a key of
 * the customer is decrypted, which KMS may refuse and the trail tells.
 *
 * @param body `{ "DataSet": "<id>" }` or `{ "Dashboard": "<id>" }`; with `User` (an ARN), only what they may open; with `Region`, where
 *   it isn't the data Region
 * @throws Error when something in it is wrong, or there is no such asset
 */
export async function readAsPerson(simulated: Simulated, body: unknown): Promise<Reading> {
  const { success, data: asked, error } = schema.safeParse(body);
  if (!success) throw new Error(z.prettifyError(error));
  const { store } = simulated;
  const call = controlCall(simulated, asked.Region);
  await store.timeline.run(call.now);
  const assets = assetsOf(store, call);
  const [kind, asset] =
    asked.Dashboard === undefined
      ? [dataSetKind, requireAsset(assets.dataSets, dataSetKind, asked.DataSet ?? "")]
      : [dashboardKind, requireAsset(assets.dashboards, dashboardKind, asked.Dashboard)];
  if (asked.User !== undefined && !mayOpen(store, assets, kind, asset, asked.User)) {
    const Reason = `User ${asked.User} can't open ${kind.label} ${asset.id}.`;
    return { Opened: false, Reason, DataSets: [] };
  }
  const DataSets: Reading["DataSets"][number][] = [];
  for (const dataSet of "versions" in asset ? shownBy(call, assets, asset.id) : [asset]) {
    const Reason = await problemOf(call, assets, dataSet);
    const { id: Id, spiceRows: Rows } = dataSet;
    DataSets.push(
      Reason === undefined ? { Id, Opened: true, Rows } : { Id, Opened: false, Reason },
    );
  }
  return { Opened: DataSets.every(({ Opened }) => Opened), DataSets };
}

function shownBy(call: Call<unknown>, assets: RegionAssets, id: string): DataSet[] {
  const { versions, publishedVersion } = requireAsset(assets.dashboards, dashboardKind, id);
  const published = [...versions.values()].find(({ number }) => number === publishedVersion);
  const arns = published?.dataSetArns ?? [];
  return arns.flatMap((arn) => findByArn(call, assets.dataSets, dataSetKind, arn) ?? []);
}

/** Rules of rows are a data set too, which is read with each of those that it is about. */
async function problemOf(
  call: Call<unknown>,
  assets: RegionAssets,
  { arn, definition, spiceKey }: DataSet,
): Promise<string | undefined> {
  if (definition.ImportMode === "SPICE") {
    const problem = await useDataKey(call, arn, spiceKey);
    if (problem !== undefined) return problem;
  } else {
    const problem = await credentialsProblem(call, assets, definition);
    if (problem !== undefined) return problem;
  }
  const rules = findByArn(
    call,
    assets.dataSets,
    dataSetKind,
    definition.RowLevelPermissionDataSet?.Arn ?? "",
  );
  return rules === undefined ? undefined : problemOf(call, assets, rules);
}
