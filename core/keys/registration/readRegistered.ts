import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { readRegistration } from "./readRegistration.ts";
import type { RegisteredKey } from "./registeredKey.ts";

/** The keys that QuickSight has registered in the Region of the client, without names. */
export async function readRegistered(
  client: QuickSightClient,
  accountId: string,
): Promise<readonly RegisteredKey[]> {
  return (await readRegistration(client, accountId)).keys;
}
