import { type OwnableAsset, type OwnedKind, ownedKinds } from "./ownedAsset.ts";

/** Names shown of each kind; the rest is a number. */
const mostNames = 5;

const labels: Readonly<Record<OwnedKind, readonly [one: string, many: string]>> = {
  dashboard: ["dashboard", "dashboards"],
  analysis: ["analysis", "analyses"],
  "data-set": ["data set", "data sets"],
  "data-source": ["data source", "data sources"],
  folder: ["folder", "folders"],
  theme: ["theme", "themes"],
  template: ["template", "templates"],
};

/**
 * Assets in one line, by kind: `2 dashboards (Sales, Costs), 1 data set (Orders)`. Of each kind five names at most, then
 * `and 7 more`; an asset without a name shows its id.
 */
export function describeOwned(assets: readonly OwnableAsset[]): string {
  return ownedKinds
    .map((kind) => describeKind(kind, assets))
    .filter((part) => part !== "")
    .join(", ");
}

function describeKind(kind: OwnedKind, assets: readonly OwnableAsset[]): string {
  const names = assets
    .filter((asset) => asset.kind === kind)
    .map(({ id, name }) => name.replaceAll(/\s+/g, " ").trim() || id);
  if (names.length === 0) return "";
  const [one, many] = labels[kind];
  const rest = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return `${names.length} ${names.length === 1 ? one : many} (${shown})`;
}
