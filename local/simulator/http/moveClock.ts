import { controlCall } from "../operations/controlCall.ts";
import { askEmulator } from "../upstream/askEmulator.ts";
import { upstreamOf } from "../upstream/upstream.ts";
import type { Simulation } from "./simulation.ts";

/**
 * Moves the clock, until the next reset; that of the emulator's trail goes with it. What is due happens.
 *
 * @param body `{ "advanceMs": 900000 }`
 * @returns what time it is then
 * @throws Error when it says none, or goes back
 */
export async function moveClock(simulation: Simulation, body: unknown): Promise<{ now: Date }> {
  const { advanceMs } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof advanceMs !== "number" || !(advanceMs >= 0)) {
    throw new Error('the body must be { "advanceMs": <milliseconds> }');
  }
  simulation.clockOffsetMs += advanceMs;
  const call = controlCall(simulation);
  const upstream = upstreamOf(call);
  if (upstream !== undefined) {
    await askEmulator(upstream, "/_local/trail", { offsetMs: simulation.clockOffsetMs });
  }
  await simulation.store.timeline.run(call.now);
  return { now: new Date(call.now) };
}
