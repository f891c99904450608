import type { AuditOfKeys } from "./auditOfKeys.ts";
import { keysOf } from "./auditOfKeys.ts";

/** What `qsgov keys --json` prints. */
export function keysDocument(found: AuditOfKeys): object {
  const { accountId, region, source, report, audit, elsewhere } = found;
  const { events, told, files, first, last, skipped, skippedFiles } = audit;
  return {
    ...{ command: "keys", accountId, region, keys: keysOf(found) },
    dataSets: report.rows,
    gone: report.gone,
    read: {
      ...{ source, events, told, files, first, last },
      skipped: Object.fromEntries(skipped),
      skippedFiles: { count: skippedFiles.count, files: skippedFiles.some },
      otherAccounts: [...elsewhere.accounts].sort(),
      otherRegions: [...elsewhere.regions].sort(),
    },
  };
}
