import { z } from "zod";
import { dataSetKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { controlCall, type Simulated } from "../controlCall.ts";

const schema = z.strictObject({
  DataSet: z.string(),
  Rows: z.array(z.array(z.string())).min(1),
  Region: z.string().optional(),
});

/**
 * Says what the database holds behind a data set on a table or a query: the rows of its only table, or of several what their join
 * comes to. One in SPICE has them after its next load.
 *
 * @param body `{ "DataSet": "<id>", "Rows": [["country"], ["USA"]] }`, the header first; with `Region`, where it isn't the data Region
 * @throws Error when something in it is wrong, or there is no such data set
 */
export function giveRows(simulated: Simulated, body: unknown): void {
  const { success, data, error } = schema.safeParse(body);
  if (!success) throw new Error(z.prettifyError(error));
  const assets = assetsOf(simulated.store, controlCall(simulated, data.Region));
  requireAsset(assets.dataSets, dataSetKind, data.DataSet).sourceRows = data.Rows;
}
