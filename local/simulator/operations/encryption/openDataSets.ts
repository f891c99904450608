import type { Dashboard, DataSet, RegionAssets } from "../../store/assets.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import type { Call } from "../handler.ts";
import { credentialsProblem } from "./credentialsProblem.ts";
import { useDataKey } from "./dataKeys.ts";

/** Whether a data set can be read, and what it shows then. */
export interface OpenedDataSet {
  readonly Id: string;
  readonly Opened: boolean;
  readonly Reason?: string;
  /** Of a file, the header first, without regard to rules of rows and columns. */
  readonly Rows?: DataSet["spiceRows"];
}

/** Reads data sets one after the other: what is encrypted under a key of the customer is decrypted, which KMS may refuse. */
export async function openDataSets(
  call: Call<unknown>,
  assets: RegionAssets,
  dataSets: readonly DataSet[],
): Promise<OpenedDataSet[]> {
  const opened: OpenedDataSet[] = [];
  for (const dataSet of dataSets) {
    const Reason = await problemOf(call, assets, dataSet);
    const { id: Id, spiceRows: Rows } = dataSet;
    opened.push(Reason === undefined ? { Id, Opened: true, Rows } : { Id, Opened: false, Reason });
  }
  return opened;
}

/** The data sets that the published version of a dashboard shows. */
export function shownBy(
  call: Call<unknown>,
  assets: RegionAssets,
  { versions, publishedVersion }: Dashboard,
): DataSet[] {
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
