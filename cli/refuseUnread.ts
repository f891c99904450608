import { nameSome, printable } from "@quicksight-governance/core/aws";
import { besideReasons } from "@quicksight-governance/core/keys/audit";
import type { AuditOfKeys } from "./auditOfKeys.ts";
import { CommandError } from "./commandError.ts";
import type { KeysOptions } from "./parseKeysOptions.ts";

/** Of which trail nothing was read. */
export interface UnreadTrail extends Pick<
  AuditOfKeys,
  "accountId" | "region" | "audit" | "elsewhere"
> {
  /** What reading it needs, as the rest of `allow …`. */
  readonly right: string;
}

/**
 * A trail of which no file of the account and Region was read says nothing of its data sets: most often it is the wrong place, or a
 * right is missing.
 *
 * @throws {CommandError}
 */
export function refuseUnread(
  { trail = "", days }: Pick<KeysOptions, "trail" | "days">,
  { accountId, region, audit: { files, skippedFiles }, elsewhere, right }: UnreadTrail,
): void {
  if (files > 0) return;
  const damaged = [...skippedFiles].filter(([reason]) => !besideReasons.has(reason));
  const denied = skippedFiles.get("fileDenied");
  if (denied !== undefined && damaged.length === 1) {
    const file = printable(denied.files[0] ?? "");
    throw new CommandError(
      `qsgov keys: AccessDenied for all of ${denied.count} files of ${trail}, such as ${file}; allow ${right}`,
    );
  }
  if (damaged.length > 0) return;
  const since = days === undefined ? "" : ` of the last ${days} days`;
  const { accounts, regions } = elsewhere;
  const others = [
    ...(accounts.size === 0 ? [] : [`accounts ${nameSome([...accounts].sort())}`]),
    ...(regions.size === 0 ? [] : [`Regions ${nameSome([...regions].sort().map(printable))}`]),
  ];
  const has = others.length === 0 ? "" : `; it has ${others.join(" and ")}`;
  throw new CommandError(
    `qsgov keys: ${trail} has no trail file of account ${accountId} in ${region}${since} (AWSLogs/…/${accountId}/CloudTrail/${region}/…, or any .gz)${has}; name the folder above AWSLogs, or another Region by AWS_REGION`,
  );
}
