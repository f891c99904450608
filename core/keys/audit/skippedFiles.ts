/** Why files were skipped, as the rest of `FILE …`; in the order in which they are told. */
export const fileReasons = {
  fileNotGzip: "is not gzip",
  fileTruncated: "ends in the middle",
  fileDamaged: "is damaged: it does not unpack",
  fileNotTrail: "is not a trail file: it does not begin with Records",
  fileNotJson: "is not JSON all through",
  fileLongRecord: "has a record of more than 4 MB",
  fileDenied: "may not be read",
  fileArchived: "is archived: restore it first",
  fileKeyUnusable: "is encrypted with a key that S3 may not use",
  fileGone: "is not there any more",
  fileOther: "is no file",
  fileName: "is not called .gz",
  fileDigest: "is of a digest, Insights or another service",
  fileOtherAccount: "is of another account",
  fileOtherRegion: "is of another Region",
} as const;

/** A row of {@link fileReasons}. */
export type FileReason = keyof typeof fileReasons;

/** Reasons of what lies beside a trail, and is no part of it: nothing is missing without it. */
export const besideReasons: ReadonlySet<FileReason> = new Set<FileReason>([
  ...(["fileName", "fileDigest", "fileOtherAccount", "fileOtherRegion"] as const),
]);

/** How many files that were skipped are named for each reason. */
const mostNamed = 20;

/** Files that were skipped for one reason: all of them counted, the first few named. */
export interface SkippedFiles {
  count: number;
  readonly files: string[];
}

/** Adds files that were skipped; changes `skipped`. */
export function addSkippedFiles(
  skipped: Map<FileReason, SkippedFiles>,
  reason: FileReason,
  { count, files }: SkippedFiles,
): void {
  const known = skipped.get(reason) ?? { count: 0, files: [] };
  known.count += count;
  known.files.push(...files.slice(0, mostNamed - known.files.length));
  skipped.set(reason, known);
}
