import { trailDatabaseOf, trailTableName } from "@quicksight-governance/core/keys/athena";
import type { AuditOfKeys } from "./auditOfKeys.ts";
import { CommandError } from "./commandError.ts";
import type { KeysOptions } from "./parseKeysOptions.ts";

/**
 * A trail in which Athena finds no event of the account and Region says nothing of its data sets, as in `refuseUnread`; Athena tells of no
 * files.
 *
 * @throws {CommandError}
 */
export function refuseSilent(
  { days }: Pick<KeysOptions, "days">,
  { accountId, region, audit }: Pick<AuditOfKeys, "accountId" | "region" | "audit">,
): void {
  if (audit.events > 0) return;
  const since = days === undefined ? "" : ` of the last ${days} days`;
  throw new CommandError(
    `qsgov keys: Athena finds no event of account ${accountId} in ${region}${since} in ${trailDatabaseOf(region)}.${trailTableName}; a new trail has its first files after some minutes, and account.trail.existing must name the bucket, prefix and organization as they are in the paths of the files`,
  );
}
