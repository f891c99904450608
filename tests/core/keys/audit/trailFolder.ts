import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Where a file of a trail is, by what CloudTrail puts into its path. */
export function trailPath({
  account = "111122223333",
  region = "eu-west-1",
  day = "2026-03-01",
  number = 0,
  organization = "",
}: {
  readonly account?: string;
  readonly region?: string;
  readonly day?: string;
  readonly number?: number;
  /** `o-…`. */
  readonly organization?: string;
} = {}): string {
  const stamp = `${day.replaceAll("-", "")}T1005Z`;
  return [
    ...["AWSLogs", ...(organization === "" ? [] : [organization]), account, "CloudTrail", region],
    ...day.split("-"),
    `${account}_CloudTrail_${region}_${stamp}_${number}.json.gz`,
  ].join("/");
}

/** A trail file as CloudTrail packs it. */
export function packTrail(records: readonly unknown[]): Buffer {
  return gzipSync(JSON.stringify({ Records: records }));
}

/** Writes files below a folder, by their paths. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
