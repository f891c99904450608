import { setTimeout as sleep } from "node:timers/promises";

/** KMS shows a change to all its servers within seconds mostly (developer guide, "Eventual consistency"); in milliseconds. */
const pausesMs = [0, 250, 500, 1_000, 2_000, 4_000];

/**
 * Reads something of KMS until a change is seen, for some seconds at most.
 *
 * @returns what was read last
 */
export async function untilSeen<Found>(
  read: () => Promise<Found>,
  isSeen: (found: Found) => boolean,
): Promise<Found> {
  let found = await read();
  for (const pause of pausesMs) {
    if (isSeen(found)) break;
    await sleep(pause);
    found = await read();
  }
  return found;
}
