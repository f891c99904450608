import { printable } from "../aws/printable.ts";
import { shorten } from "../aws/shorten.ts";
import { formatCsv } from "../csv/formatCsv.ts";
import type { LandingSettings } from "../settings/landingSettings.ts";
import { landingDashboardId } from "../settings/landingPage.ts";

/** A line of the landing page: a dashboard, and a group that opens it. */
export interface LandingRow {
  readonly dashboard: string;
  /** Where it opens; empty of what is no single dashboard. */
  readonly link: string;
  readonly group: string;
  /** What the settings say of the group. */
  readonly about: string;
  readonly joining: string;
  readonly contact: string;
}

/** What a group, or with `*` everybody, may open: as `core/access` resolved it. */
export interface ListedGrant {
  readonly group: string;
  readonly asset?:
    { readonly kind: string; readonly id: string; readonly name: string } | undefined;
  readonly all?: string | true | undefined;
}

/** What the rows are made from. */
export interface LandingSource {
  readonly namespace: string;
  /** Where the dashboards are. */
  readonly region: string;
  readonly landing: LandingSettings;
  readonly groups: Readonly<Record<string, { readonly description?: string | undefined }>>;
  /** What names of `access` came to: dashboards that are not there yet are not among them. */
  readonly grants: readonly ListedGrant[];
}

/** The columns of the page's data set, each called like the field of a row. */
export const landingColumns = [
  ...["dashboard", "link", "group", "about", "joining", "contact"],
] as readonly (keyof LandingRow)[];

const everybody = "*";

/** A name has up to 2,048 characters, and QuickSight cuts a field at 2,047 without a word. */
const longestName = 500;

/**
 * What the landing page lists: a row for each dashboard and group, sorted by dashboard and group, each once. Pure, so that the same settings
 * and access are the same file. It names groups and never people. Never without a row: QuickSight would show an empty table as an error.
 */
export function landingRows({
  namespace,
  region,
  landing,
  groups,
  grants,
}: LandingSource): LandingRow[] {
  const { labels, contact, dashboards, newcomers } = landing;
  const own = landingDashboardId(namespace);
  const isListed = (asset: NonNullable<ListedGrant["asset"]>) =>
    asset.id !== own && (dashboards?.some((one) => one === asset.id || one === asset.name) ?? true);
  const rows = new Map<string, LandingRow>();
  for (const { group, asset, all } of grants) {
    if (group === newcomers) continue;
    const isAll = all === true || all === "dashboard";
    if (asset === undefined ? !isAll || dashboards : asset.kind !== "dashboard" || !isListed(asset))
      continue;
    const isForAll = group === everybody;
    rows.set(JSON.stringify([asset?.id, group]), {
      dashboard: asset === undefined ? labels.all : printable(shorten(asset.name, longestName)),
      link: asset === undefined ? "" : linkTo(asset.id, region),
      group: isForAll ? labels.everybody : group,
      about: (isForAll ? undefined : groups[group]?.description) ?? "",
      joining: isForAll ? "" : ask(labels.ask, { contact, group }),
      contact,
    });
  }
  const sorted = [...rows.values()].sort(
    (a, b) =>
      compare(a.dashboard, b.dashboard) || compare(a.link, b.link) || compare(a.group, b.group),
  );
  const nothing = { link: "", group: "", about: "", joining: "" };
  return sorted.length > 0 ? sorted : [{ dashboard: labels.none, ...nothing, contact }];
}

/** The rows as the file that the page's data set reads. */
export function landingFile(rows: readonly LandingRow[]): string {
  return formatCsv(
    rows,
    Object.fromEntries(landingColumns.map((column) => [column, (row: LandingRow) => row[column]])),
  );
}

/** Where a dashboard opens (AWS user guide, "Sharing a link to your dashboard"). */
function linkTo(id: string, region: string): string {
  return `https://${region}.quicksight.aws.amazon.com/sn/dashboards/${id}`;
}

function ask(sentence: string, { contact, group }: { contact: string; group: string }): string {
  return sentence.replaceAll("{contact}", () => contact).replaceAll("{group}", () => group);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
