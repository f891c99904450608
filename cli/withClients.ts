import {
  type AwsAccess,
  createClients,
  destroyClients,
  type QuickSightClients,
} from "@quicksight-governance/core/aws";
import { requireAccount } from "@quicksight-governance/core/preflight";

/** Whose account it is, and how to reach it. */
export interface Place {
  readonly accountId: string;
  /** The Region of the assets. */
  readonly access: AwsAccess;
  /** The account's setting for its identity Region; absent: QuickSight is asked. */
  readonly identityRegion: string | undefined;
}

/**
 * Runs something with clients for QuickSight, once it is known that the account can be governed and which its identity Region is.
 *
 * @param signal once aborted, the clients send nothing any more
 * @throws when the account cannot be governed; it says why and what to do
 */
export async function withClients<T>(
  { accountId, access, identityRegion: configured }: Place,
  run: (clients: QuickSightClients, identityRegion: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { region: dataRegion, profile } = access;
  const identityRegion = await requireAccount(accountId, { ...access, signal }, configured);
  const clients = createClients({ identityRegion, dataRegion }, { profile, signal });
  try {
    return await run(clients, identityRegion);
  } finally {
    destroyClients(clients);
  }
}
