import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";
import { defaultOf, encryptionRows } from "../../../../core/keys/audit/encryptionRows.ts";
import type { KeyAudit } from "../../../../core/keys/audit/keyAudit.ts";
import { trailSource } from "../../../../core/keys/audit/trailSource.ts";
import { packTrail, writeFiles } from "../audit/trailFolder.ts";
import type { TrailCase } from "./trailCases.ts";
import { dataSetArn, dataSetIds } from "./trailRecord.ts";

/** What is to be the same, whoever reads the trail. */
export interface Answer {
  readonly counts: Pick<KeyAudit, "events" | "told" | "skipped"> & {
    readonly first: string | undefined;
    readonly last: string | undefined;
  };
  readonly report: object;
  /** The lines of encryption.csv for data sets that events tell of; null where a line has nothing. */
  readonly lines: readonly (readonly (string | null)[])[];
}

/** What the files of a trail, read here, come to. */
export async function readHere(trail: TrailCase): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), "trail-case-"));
  try {
    const files = [...trail.files].map(([path, records]) => [path, packTrail(records)] as const);
    await writeFiles(folder, Object.fromEntries(files));
    const source = trailSource({ kind: "folder", path: folder }, trail);
    const audit = await auditKeys(source, new AbortController().signal);
    return { ...summarize(audit, trail), lines: toLines(audit, trail) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What an audit comes to, however its events were read. */
export function summarize(
  { events, told, skipped, first, last, dataSets }: KeyAudit,
  { defaultKey, ...place }: TrailCase,
): Pick<Answer, "counts" | "report"> {
  const listed = dataSetIds.slice(1).map((id) => listedAs(dataSetArn(id, place)));
  return {
    counts: { events, told, first, last, skipped: new Map([...skipped].sort()) },
    report: {
      rows: encryptionRows({ dataSets }, listed, { arn: defaultKey, from: "registration" }),
      lastDefault: defaultOf({ dataSets }),
    },
  };
}

function toLines({ dataSets }: KeyAudit, { defaultKey }: TrailCase): Answer["lines"] {
  const from = { arn: defaultKey, from: "registration" } as const;
  return encryptionRows({ dataSets }, undefined, from).map((row) => {
    const { id, state, key, since, lastUsed, lastDataKey, lastDecrypt, retired, arn } = row;
    const times = [since, lastUsed, lastDataKey, lastDecrypt, retired];
    return [id, "", state, key ?? null, ...times.map((time) => time ?? null), "", "", arn];
  });
}

function listedAs(arn: string) {
  return { arn, id: arn.split(":dataset/")[1] ?? "", name: arn, isInSpice: true };
}
