import {
  type AwsAccess,
  createClients,
  destroyClients,
  type QuickSightClients,
} from "@quicksight-governance/core/aws";
import { readIdentityRegion } from "@quicksight-governance/core/preflight";

/**
 * Runs something with clients for QuickSight: in the Region that is expected to be the identity Region, and when QuickSight
 * refuses there and names another, once more in that one. When the expectation was right that costs no call.
 *
 * @param expected the account's setting, or the Region of the caller
 * @param run      must begin with an identity call that writes nothing
 * @param signal   once aborted, the clients send nothing any more
 */
export async function inIdentityRegion<T>(
  { region: dataRegion, profile }: AwsAccess,
  expected: string,
  run: (clients: QuickSightClients, identityRegion: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const runIn = async (identityRegion: string): Promise<T> => {
    const clients = createClients({ identityRegion, dataRegion }, { profile, signal });
    try {
      return await run(clients, identityRegion);
    } finally {
      destroyClients(clients);
    }
  };
  try {
    return await runIn(expected);
  } catch (error) {
    const named = readIdentityRegion(error);
    if (named === undefined || named === expected) throw error;
    return runIn(named);
  }
}
