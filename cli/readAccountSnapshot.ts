import type { AwsAccess } from "@quicksight-governance/core/aws";
import { untilAborted } from "@quicksight-governance/core/aws";
import { readSnapshot, type Snapshot } from "@quicksight-governance/core/explain";
import { requireAccount } from "@quicksight-governance/core/preflight";
import { identify } from "./identify.ts";
import { needing } from "./needing.ts";
import { openReader } from "./openReader.ts";

/** Which account is read, and how it is reached. */
export interface AccountToRead {
  readonly command: string;
  /** From the command line; absent: STS is asked. */
  readonly account: string | undefined;
  readonly access: AwsAccess;
  /** Where assets are; the first is that of `access`. */
  readonly regions: readonly string[];
}

/**
 * Reads who may open what in an account, as it is now.
 *
 * @throws {CommandError} where a right is missing without which nothing can be said
 */
export async function readAccountSnapshot(
  { command, account, access, regions }: AccountToRead,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { accountId, partition } = await untilAborted(signal, () => identify(account, access));
  const identityRegion = await untilAborted(signal, () => requireAccount(accountId, access));
  const api = openReader({ identity: identityRegion, data: regions }, access, signal);
  const right =
    "quicksight:ListNamespaces, ListUsers, ListGroups, ListGroupMemberships and ListUserGroups";
  try {
    const at = new Date().toISOString();
    return await needing(command, right, () =>
      readSnapshot(api.reading, { accountId, partition, identityRegion }, at),
    );
  } catch (error) {
    // A reading that was stopped fails in many ways.
    signal.throwIfAborted();
    throw error;
  } finally {
    api.close();
  }
}
