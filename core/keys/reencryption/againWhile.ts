import { setTimeout as sleep } from "node:timers/promises";

/** Pauses before another try in milliseconds: doubled from the first to the last. */
const firstPause = 250;
const lastPause = 15_000;
/** For how long it is tried, in milliseconds: what waits for room has it by then, and a quota that is used up has not. */
const patience = 5 * 60_000;

/**
 * Calls again while it is refused for a reason that passes.
 *
 * @throws what it was refused for in the end, or the reason of the signal
 */
export async function againWhile<Result>(
  passes: (error: unknown) => boolean,
  signal: AbortSignal,
  call: () => Promise<Result>,
): Promise<Result> {
  const begun = performance.now();
  for (let pause = firstPause; ; pause = Math.min(lastPause, 2 * pause)) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (!passes(error) || performance.now() - begun > patience) throw error;
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}
