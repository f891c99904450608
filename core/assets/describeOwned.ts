import { assetKinds } from "./assetKinds.ts";
import type { KindRow, KindTable } from "./kindRow.ts";
import type { PlacedAsset } from "./ownedAsset.ts";

/** Names shown of each kind; the rest is a number. */
const mostNames = 5;

/**
 * Assets in one line, by kind: `2 dashboards (Sales, Costs), 1 data set (Orders)`. Of each kind five names at most, then
 * `and 7 more`; an asset without a name shows its id. Where there are several Regions, names say theirs: `Sales in us-east-1`.
 *
 * @param table rows by kind; default: all that there are
 */
export function describeOwned(
  assets: readonly PlacedAsset[],
  table: KindTable = assetKinds,
): string {
  const many = new Set(assets.map(({ region }) => region)).size > 1;
  return Object.entries(table)
    .map(([kind, row]) => {
      const names = assets
        .filter((asset) => asset.kind === kind)
        .map((asset) => nameOf(asset) + (many ? ` in ${asset.region}` : ""));
      return describeKind(row, names);
    })
    .filter((part) => part !== "")
    .join(", ");
}

function nameOf({ id, name }: PlacedAsset): string {
  return name.replaceAll(/\s+/g, " ").trim() || id;
}

function describeKind({ label: [one, many] }: KindRow, names: readonly string[]): string {
  if (names.length === 0) return "";
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return `${names.length} ${names.length === 1 ? one : many} (${shown})`;
}
