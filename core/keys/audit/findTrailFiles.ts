import type { AuditScope } from "./keyEvent.ts";
import type { TrailStore } from "./trailStore.ts";

/** Which files of a trail are looked for. */
export interface TrailRange extends AuditScope {
  /** The first day, as `2026-11-29` in UTC; absent: all that there is. */
  readonly from?: string | undefined;
}

/** What is in a trail besides. Filled while files are found. */
export interface Elsewhere {
  readonly accounts: Set<string>;
  readonly regions: Set<string>;
}

/**
 * The files of a trail that may tell of the data sets of one account and Region, in the order of their days. Others are not opened:
 * QuickSight uses keys of its own account and Region, and CloudTrail files an event under these.
 *
 * A trail is laid out as `AWSLogs/[o-ORGANIZATION/]ACCOUNT/CloudTrail/REGION/yyyy/mm/dd/ACCOUNT_CloudTrail_REGION_….json.gz` (user guide,
 * "Finding your CloudTrail log files"). The place may be anywhere in it, also a folder of such files alone. Digests, Insights and the
 * files of other services lie beside it and are left out.
 */
export async function* findTrailFiles(
  store: Pick<TrailStore, "list">,
  range: TrailRange,
  elsewhere: Elsewhere,
  folder = "",
): AsyncGenerator<string> {
  for await (const { folders, files } of store.list(folder)) {
    for (const name of files) {
      if (isWanted(name, range, elsewhere)) yield joinPath(folder, name);
    }
    for (const name of folders) {
      const path = joinPath(folder, name);
      if (!mayHold(path, range, elsewhere)) continue;
      yield* findTrailFiles(store, range, elsewhere, path);
    }
  }
}

function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** A file that says whose it is must be ours; one by another name may be anything. */
function isWanted(name: string, { accountId, region, from }: TrailRange, elsewhere: Elsewhere) {
  if (!name.endsWith(".json.gz")) return false;
  const [, account, kind, rest = ""] = /^(\d{12})_([A-Za-z-]+)_(.+)$/.exec(name) ?? [];
  if (account === undefined) return true;
  const [, place, day] = /^([a-z0-9-]+)_(\d{8})T/.exec(rest) ?? [];
  if (kind !== "CloudTrail" || place === undefined || day === undefined) return false;
  if (account !== accountId) elsewhere.accounts.add(account);
  else if (place !== region) elsewhere.regions.add(place);
  else return from === undefined || day >= from.replaceAll("-", "");
  return false;
}

/** Whether there may be files below a folder, by its last names. */
function mayHold(path: string, { accountId, region, from }: TrailRange, elsewhere: Elsewhere) {
  const names = path.split("/");
  const name = names.at(-1) ?? "";
  const before = names.at(-2) ?? "";
  if (/^\d{12}$/.test(name) && /^(?:|AWSLogs|o-[a-z0-9]+)$/.test(before)) {
    if (name !== accountId) elsewhere.accounts.add(name);
    return name === accountId;
  }
  // Beside the trail lie its digests and Insights, and what other services file there.
  if (/^\d{12}$/.test(before)) return name === "CloudTrail" || name === "AWSLogs";
  if (before === "CloudTrail") {
    if (name !== region) elsewhere.regions.add(name);
    return name === region;
  }
  return from === undefined || !isBefore(names, from);
}

/** Whether a folder of a year, month or day is over before a day. */
function isBefore(names: readonly string[], from: string): boolean {
  const [date] = /(?:^|\/)\d{4}(?:\/\d\d){0,2}$/.exec(names.join("/")) ?? [];
  if (date === undefined) return false;
  const period = date.replace(/^\//, "").replaceAll("/", "-");
  return period < from.slice(0, period.length);
}
