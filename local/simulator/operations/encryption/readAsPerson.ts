import { z } from "zod";
import { dashboardKind, dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { mayOpen } from "../assets/mayOpen.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import { type OpenedDataSet, openDataSets, shownBy } from "./openDataSets.ts";

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
  readonly DataSets: readonly OpenedDataSet[];
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
  const shown = "versions" in asset ? shownBy(call, assets, asset) : [asset];
  const DataSets = await openDataSets(call, assets, shown);
  return { Opened: DataSets.every(({ Opened }) => Opened), DataSets };
}
