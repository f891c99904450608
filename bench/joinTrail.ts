import { auditKeys, encryptionRows, trailSource } from "@quicksight-governance/core/keys/audit";
import { dataSets, scope } from "./makeTrail.ts";

/** What a join came to. */
export interface JoinedTrail {
  readonly events: number;
  readonly files: number;
  readonly skippedFiles: number;
  readonly seconds: number;
  /** The most resident memory of the whole process, in bytes. */
  readonly peakMemory: number;
  /** By ARN, what was found. */
  readonly found: Readonly<Record<string, object>>;
}

// A process of its own, so that its memory is that of the join: `node bench/joinTrail.ts FOLDER`.
const started = performance.now();
const source = trailSource({ kind: "folder", path: process.argv[2] ?? "." }, scope);
const audit = await auditKeys(source, new AbortController().signal);
const listed = dataSets.map((arn) => ({ arn, id: arn, name: arn, isInSpice: true }));
const rows = encryptionRows(audit, listed, { from: "registration" });
const seconds = (performance.now() - started) / 1000;
const joined: JoinedTrail = {
  ...{ events: audit.events, files: audit.files, seconds },
  skippedFiles: audit.skippedFiles.size,
  peakMemory: process.resourceUsage().maxRSS * 1024,
  found: Object.fromEntries(
    rows.map(({ arn, key, since, retired, lastDataKey, lastDecrypt }) => [
      arn,
      { key, since, retired, lastDataKey, lastDecrypt },
    ]),
  ),
};
console.log(JSON.stringify(joined));
