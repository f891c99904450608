import { ConflictException } from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";

/** Pauses before another try, in milliseconds: QuickSight changes one thing of an asset at a time. */
const pauses = [100, 300, 900];

/** Makes a call, and again a moment later where another change of the same thing is under way; not any more once the signal came. */
export async function againAtConflict(
  signal: AbortSignal,
  call: () => Promise<void>,
): Promise<void> {
  for (const pause of pauses) {
    try {
      await call();
      return;
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
    // At the signal nobody tries again.
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
  await call();
}
