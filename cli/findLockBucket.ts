import { showText } from "@quicksight-governance/core/settings";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { CommandError } from "./commandError.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/**
 * The bucket with the namespace's lock: the tenant's setting, or the account's; undefined when neither is known.
 *
 * @throws {CommandError} when they differ: two buckets would be two locks
 */
export function findLockBucket(
  { settings, account, access }: LoadedTenant,
  accountId: string,
): string | undefined {
  const { account: stack, governanceBucket } = settings;
  const ofAccount = account && bucketNameOf(account, { accountId, region: access.region });
  if (governanceBucket === undefined) return ofAccount;
  if (ofAccount !== undefined && ofAccount !== governanceBucket) {
    throw new CommandError(
      `qsgov: tenant.governanceBucket: is not the bucket of ${stack} (got ${showText(governanceBucket)}); set it to ${ofAccount}, or leave it out`,
    );
  }
  return governanceBucket;
}
