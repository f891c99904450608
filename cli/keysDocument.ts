import type { EncryptionRow } from "@quicksight-governance/core/keys/audit";
import { type AuditOfKeys, keysOf } from "./auditOfKeys.ts";

/** What `qsgov keys --json` prints. Other programs rely on `dataSets` and `skipped`, as docs/keys.md says. */
export function keysDocument(found: AuditOfKeys): object {
  const { accountId, region, source, defaultKey, unknown, rows, audit, elsewhere } = found;
  const { events, told, files, first, last, skipped, skippedFiles } = audit;
  const reasons = [...skipped, ...skippedFiles];
  return {
    ...{ command: "keys", accountId, region },
    defaultKey: { arn: defaultKey.arn ?? null, from: defaultKey.from },
    keys: keysOf(found),
    qDataKey: found.qDataKey,
    dataSets: rows.map(toDataSet),
    skipped: Object.fromEntries(reasons.map(([reason, { count }]) => [reason, count])),
    read: {
      ...{ source, events, told, files, first, last },
      skippedEvents: Object.fromEntries([...skipped].map(([reason, { names }]) => [reason, names])),
      skippedFiles: Object.fromEntries(
        [...skippedFiles].map(([reason, { files: some }]) => [reason, some]),
      ),
      otherAccounts: [...elsewhere.accounts].sort(),
      otherRegions: [...elsewhere.regions].sort(),
    },
    unknown,
  };
}

function toDataSet(row: EncryptionRow): object {
  return {
    ...{ arn: row.arn, id: row.id, name: row.name ?? null },
    ...{ keyArn: row.key ?? null, since: row.since ?? null, lastUsed: row.lastUsed ?? null },
    ...{ state: row.state, retired: row.retired ?? null },
    ...{ lastGenerateDataKey: row.lastDataKey ?? null, lastDecrypt: row.lastDecrypt ?? null },
    ...{ listed: row.isListed ?? null, inSpice: row.isInSpice ?? null },
  };
}
