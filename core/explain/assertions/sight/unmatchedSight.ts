import { nameSome } from "../../../aws/nameSome.ts";
import { describeAsset } from "../../../assets/asset.ts";
import { showText } from "../../../settings/showText.ts";
import type { SnapshotAsset } from "../../snapshot.ts";
import type { Assertion } from "../assertion.ts";
import { columnOf, columnsClaimed, type SightClaim } from "./sightClaim.ts";

/**
 * The labels, columns and terms of an assertion that no data set which it names has, and the data sets that have none of its columns, as the
 * rest of "is about … that there is". Of data sets that could not be read nobody knows.
 *
 * @param named the data sets that it names
 */
export function unmatchedSight(
  { what, sight }: Pick<Assertion, "what"> & { readonly sight: SightClaim },
  named: readonly SnapshotAsset[],
): string[] {
  const about = named.filter(({ protection }) => protection !== undefined);
  const isUnknown = about.length < named.length && sight.labels.length === 0;
  if (isUnknown || named.length === 0) return [];
  const has = (claim: SightClaim) => (asset: SnapshotAsset) =>
    columnsClaimed(claim, asset.protection ?? {}).length > 0;
  const none = { ...sight, labels: [], columns: [] };
  const isThere = (name: string) => (asset: SnapshotAsset) =>
    columnOf({ name }, asset.protection ?? {}) !== undefined;
  const where = nameSome(about.map(describeAsset), 5);
  const labels = sight.isOfTenant ? sight.labels : [];
  const missing = [
    ...labels
      .filter((label) => !about.some(has({ ...none, labels: [label] })))
      .map((label) => `no column with label ${showText(label)} of ${where}`),
    ...sight.columns
      .filter((column) => !about.some(has({ ...none, columns: [column] })))
      .map(({ name }) => `no column ${showText(name)} of ${where}`),
    ...sight.rows
      .filter(({ name }) => !about.some(isThere(name)))
      .map(({ name }) => `no term and no column ${showText(name)} of ${where}`),
  ];
  if (missing.length > 0) return missing;
  const isOfColumns = sight.columns.length > 0;
  return what.assets.flatMap(({ name, pattern }) => {
    const meant = about.filter((one) => pattern.test(one.id) || pattern.test(one.name));
    const isAny = (asset: SnapshotAsset) =>
      (!isOfColumns || has({ ...sight, labels: [] })(asset)) &&
      sight.rows.every((row) => isThere(row.name)(asset));
    const names = [...sight.columns, ...sight.rows].map((one) => showText(one.name));
    const isOfLabels = names.length === 0;
    return isOfLabels || meant.length === 0 || meant.some(isAny)
      ? []
      : [`no ${nameSome(names)} in data-set ${showText(name)}`];
  });
}
