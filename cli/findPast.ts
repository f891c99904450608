import { describeError, untilAborted } from "@quicksight-governance/core/aws";
import { bucketReports, type ReportStore } from "@quicksight-governance/core/reports";
import { findInstant, type Instant } from "@quicksight-governance/core/reports/history";
import { bucketNameOf } from "@quicksight-governance/core/settings";
import { CommandError } from "./commandError.ts";
import { findAccess } from "./findAccess.ts";
import { findLockBucket } from "./findLockBucket.ts";
import { identify } from "./identify.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** Which bucket has what was read of an account. */
export interface PastOptions {
  /** The governance bucket; absent: that of the tenant's settings, or as the account stack calls it. */
  readonly bucket: string | undefined;
  readonly account: string | undefined;
  readonly regions: readonly string[] | undefined;
}

/** An account at an instant, and where more of its past is. */
export interface Past extends Instant {
  readonly asked: Date;
  readonly store: ReportStore;
}

/**
 * Reads what an account was like at an instant from the governance bucket. Whoever calls this closes the store.
 *
 * @throws {CommandError} where the bucket has nothing of it, with what it has
 */
export async function findPast(
  command: string,
  asked: Date,
  { bucket: given, account, regions }: PastOptions,
  tenant: LoadedTenant | undefined,
  signal: AbortSignal,
): Promise<Past> {
  const access =
    tenant?.access ?? (await untilAborted(signal, () => findAccess({ region: regions?.[0] })));
  const bucket =
    given ??
    (await untilAborted(signal, async () => {
      const { accountId } = await identify(account, access);
      const known = tenant && findLockBucket(tenant, accountId);
      return known ?? bucketNameOf({}, { accountId, region: access.region });
    }));
  const store = bucketReports({ ...access, bucket });
  try {
    const found = await untilAborted(signal, () => findInstant(store, asked));
    return { ...found, asked, store };
  } catch (error) {
    store.close();
    signal.throwIfAborted();
    throw new CommandError(`qsgov ${command}: ${describeError(error)}`);
  }
}
