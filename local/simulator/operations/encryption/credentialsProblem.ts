import type { DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import { dataSourcesOf } from "../dataSets/checkTables.ts";
import type { Call } from "../handler.ts";
import { useDataKey } from "./dataKeys.ts";

/** Why the credentials of a data set's sources can't be used, if one of them can't. */
export async function credentialsProblem(
  call: Call<unknown>,
  assets: RegionAssets,
  definition: DataSetDefinition,
): Promise<string | undefined> {
  for (const sourceArn of dataSourcesOf(definition)) {
    const source = findByArn(call, assets.dataSources, dataSourceKind, sourceArn);
    const problem = await useDataKey(call, sourceArn, source?.credentialsKey);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
