import {
  type AccessIndex,
  type AssetReader,
  type NamedPerson,
  seeing,
  type SnapshotAsset,
} from "@quicksight-governance/core/explain";
import { type ExplainedDataSet, explainSight } from "./explainSight.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** Readers of an asset who see the same of the data that it shows. */
export interface ReaderSight {
  readonly people: readonly NamedPerson[];
  readonly dataSets: readonly ExplainedDataSet[];
}

/** Which rows and columns those who can open an asset see of the data sets that it shows, or that it is; none where it shows no data. */
export function explainReaders(
  index: AccessIndex,
  asset: SnapshotAsset,
  readers: readonly AssetReader[],
  tenant: LoadedTenant | undefined,
): ReaderSight[] {
  const { kind, region, id } = asset;
  const dataSets =
    kind === "data-set"
      ? [{ region, id, through: [] }]
      : (asset.dataSets ?? []).map((one) => ({ region, id: one, through: [asset] }));
  if (dataSets.length === 0) return [];
  const see = seeing(index);
  const found = new Map<string, ReaderSight & { readonly people: NamedPerson[] }>();
  for (const { namespace, person } of readers) {
    const seen = explainSight(index, { namespace, person }, { dataSets }, tenant, see);
    const key = JSON.stringify(seen.map(({ through: _, ...one }) => one));
    const known = found.get(key);
    if (known === undefined) found.set(key, { people: [{ namespace, person }], dataSets: seen });
    else known.people.push({ namespace, person });
  }
  return [...found.values()];
}
