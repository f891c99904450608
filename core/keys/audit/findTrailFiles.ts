import type { AuditScope } from "./keyEvent.ts";
import { addSkippedFiles, type FileReason, type SkippedFiles } from "./skippedFiles.ts";
import type { Listing, TrailStore } from "./trailStore.ts";

/** Which files of a trail are looked for. */
export interface TrailRange extends AuditScope {
  /** The first day, as `2026-11-29` in UTC; absent: all that there is. */
  readonly from?: string | undefined;
}

/** What is in a trail besides. Filled while files are found. */
export interface Elsewhere {
  readonly accounts: Set<string>;
  readonly regions: Set<string>;
  /** Files, and folders with all in them, that are not opened. */
  readonly skipped: Map<FileReason, SkippedFiles>;
}

/** Nothing besides. */
export function nothingElse(): Elsewhere {
  return { accounts: new Set(), regions: new Set(), skipped: new Map() };
}

/** Errors of a folder that its reader may not list or that has just gone, by name or code. */
const unlisted: ReadonlyMap<string | undefined, FileReason> = new Map([
  ["AccessDenied", "fileDenied"],
  ["EACCES", "fileDenied"],
  ["EPERM", "fileDenied"],
  ["ENOENT", "fileGone"],
]);

/**
 * The files of a trail that may tell of the data sets of one account and Region, in the order of their days. Others are not opened:
 * QuickSight uses keys of its own account and Region, and CloudTrail files an event under these.
 *
 * A trail is laid out as `AWSLogs/[o-ORGANIZATION/]ACCOUNT/CloudTrail/REGION/yyyy/mm/dd/ACCOUNT_CloudTrail_REGION_….json.gz` (user guide,
 * "Finding your CloudTrail log files"). The place may be anywhere in it, and files may lie in any other way: only what says by the names
 * of AWS's layout that it is something else is left out. Digests, Insights and the files of other services lie beside a trail.
 */
export async function* findTrailFiles(
  store: Pick<TrailStore, "list">,
  range: TrailRange,
  elsewhere: Elsewhere,
  folder = "",
): AsyncGenerator<string> {
  const skip = (name: string, reason: FileReason | undefined) => {
    if (reason === undefined) return;
    addSkippedFiles(elsewhere.skipped, reason, { count: 1, files: [joinPath(folder, name)] });
  };
  try {
    for await (const listing of store.list(folder)) {
      for (const name of listing.files) {
        const verdict = judgeFile(name, range, elsewhere);
        if (verdict === "wanted") yield joinPath(folder, name);
        else skip(name, verdict);
      }
      for (const name of listing.folders) {
        const path = joinPath(folder, name);
        const verdict = judgeFolder(path, listing, range, elsewhere);
        if (verdict === "wanted") yield* findTrailFiles(store, range, elsewhere, path);
        else skip(name, verdict);
      }
    }
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException;
    const reason = unlisted.get(code) ?? unlisted.get(name);
    if (folder === "" || reason === undefined) throw error;
    addSkippedFiles(elsewhere.skipped, reason, { count: 1, files: [folder] });
  }
}

function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Why something is not read; undefined: for its day, which nobody wants to know of. */
type Verdict = FileReason | "wanted" | undefined;

/** A file that says whose it is must be ours; one by another name may be anything. */
function judgeFile(
  name: string,
  { accountId, region, from }: TrailRange,
  elsewhere: Elsewhere,
): Verdict {
  const [, account, kind, rest = ""] = /^(\d{12})_([A-Za-z-]+)_(.+)$/.exec(name) ?? [];
  if (account !== undefined && kind !== "CloudTrail") return "fileDigest";
  if (!name.endsWith(".gz")) return "fileName";
  const [, place, day] = /^([a-z0-9-]+)_(\d{8})T/.exec(rest) ?? [];
  if (account === undefined || place === undefined || day === undefined) return "wanted";
  if (account !== accountId) {
    elsewhere.accounts.add(account);
    return "fileOtherAccount";
  }
  if (place !== region) {
    elsewhere.regions.add(place);
    return "fileOtherRegion";
  }
  return from === undefined || day >= from.replaceAll("-", "") ? "wanted" : undefined;
}

/** Whether there may be files below a folder, by its last names and those beside it. */
function judgeFolder(
  path: string,
  { folders }: Listing,
  { accountId, region, from }: TrailRange,
  elsewhere: Elsewhere,
): Verdict {
  const names = path.split("/");
  const name = names.at(-1) ?? "";
  const before = names.at(-2) ?? "";
  if (/^\d{12}$/.test(name) && /^(?:|AWSLogs|o-[a-z0-9]+)$/.test(before)) {
    if (name === accountId) return "wanted";
    elsewhere.accounts.add(name);
    return "fileOtherAccount";
  }
  if (/^CloudTrail-/.test(name)) return "fileDigest";
  // Beside the trail of an account lies what other services file there.
  const isBeside = /^\d{12}$/.test(before) && folders.includes("CloudTrail");
  if (isBeside) return name === "CloudTrail" || name === "AWSLogs" ? "wanted" : "fileDigest";
  if (before === "CloudTrail" && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(name) && name !== region) {
    elsewhere.regions.add(name);
    return "fileOtherRegion";
  }
  return from === undefined || !isBefore(names, from) ? "wanted" : undefined;
}

/** Whether a folder of a year, month or day is over before a day. */
function isBefore(names: readonly string[], from: string): boolean {
  const [date] = /(?:^|\/)20\d\d(?:\/\d\d){0,2}$/.exec(names.join("/")) ?? [];
  if (date === undefined) return false;
  const period = date.replace(/^\//, "").replaceAll("/", "-");
  return period < from.slice(0, period.length);
}
