import type { AwsAccess } from "@quicksight-governance/core/aws";
import {
  type QDataKey,
  readRegistration,
  type RegisteredKey,
} from "@quicksight-governance/core/keys";
import { type ListedDataSet, listDataSets } from "@quicksight-governance/core/keys/audit";
import type { AuditOfKeys } from "./auditOfKeys.ts";
import { explainError } from "./explainError.ts";
import { needing } from "./needing.ts";
import { openReader } from "./openReader.ts";

/** What QuickSight has in a Region. */
export interface KeysAccount {
  /** Undefined where QuickSight did not say. */
  readonly listed: readonly ListedDataSet[] | undefined;
  readonly registered: readonly RegisteredKey[] | undefined;
  readonly qDataKey: QDataKey | undefined;
  /** Why, in either case. */
  readonly unknown: AuditOfKeys["unknown"];
}

/**
 * Reads the data sets and the registered keys.
 *
 * @param isNeeded whether they must be read; without, what can't be read is told as unknown: a trail is also read by who has no
 *   rights in QuickSight, or no way to it
 * @throws {CommandError} for a right that is missing; as the calls do; the reason of the signal
 */
export async function readKeysAccount(
  accountId: string,
  access: AwsAccess,
  isNeeded: boolean,
  signal: AbortSignal,
): Promise<KeysAccount> {
  const api = openReader({ identity: access.region, data: [access.region] }, access, signal);
  const client = api.reading.identity;
  const read = async <Result>(right: string, call: () => Promise<Result>) => {
    try {
      return { found: await needing("keys", right, call) };
    } catch (error) {
      // A reading that was stopped fails in many ways.
      signal.throwIfAborted();
      if (isNeeded) throw error;
      return { why: explainError(error).replace(/^CommandError: qsgov keys: /, "") };
    }
  };
  try {
    const [dataSets, keys] = await Promise.all([
      read("quicksight:ListDataSets", () => listDataSets(client, accountId)),
      read("quicksight:DescribeKeyRegistration", () => readRegistration(client, accountId)),
    ]);
    return {
      ...{ listed: dataSets.found, registered: keys.found?.keys, qDataKey: keys.found?.qDataKey },
      unknown: { dataSets: dataSets.why, defaultKey: keys.why },
    };
  } finally {
    api.close();
  }
}
