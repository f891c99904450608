import { type AwsAccess, untilAborted } from "@quicksight-governance/core/aws";
import type { Snapshot } from "@quicksight-governance/core/explain";
import { findAccess } from "./findAccess.ts";
import type { LoadedTenant } from "./loadTenant.ts";
import { readAccountSnapshot } from "./readAccountSnapshot.ts";
import { readSnapshotFile } from "./readSnapshotFile.ts";

/** Which account is asked about. */
export interface SnapshotOptions {
  /** A file that `qsgov snapshot` wrote; absent: the account is read. */
  readonly snapshot: string | undefined;
  readonly account: string | undefined;
  readonly regions: readonly string[] | undefined;
}

/** Who may open what, and how the account was reached where it was read. */
export interface FoundSnapshot {
  readonly snapshot: Snapshot;
  readonly read?: { readonly access: AwsAccess; readonly regions: readonly string[] };
}

/**
 * Who may open what in an account: by a file, or as it is now.
 *
 * @param tenant its stack says profile and Regions where these are not given
 */
export async function findSnapshot(
  command: string,
  { snapshot: file, account, regions: given }: SnapshotOptions,
  tenant: LoadedTenant | undefined,
  signal: AbortSignal,
): Promise<FoundSnapshot> {
  if (file !== undefined) return { snapshot: readSnapshotFile(command, file) };
  const access =
    tenant?.access ?? (await untilAborted(signal, () => findAccess({ region: given?.[0] })));
  const regions = given ?? [...new Set([access.region, ...(tenant?.settings.dataRegions ?? [])])];
  const snapshot = await readAccountSnapshot({ command, account, access, regions }, signal);
  return { snapshot, read: { access, regions } };
}
