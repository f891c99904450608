import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";
import type { Call } from "./handler.ts";

/** What control routes see of the simulation. */
export interface Simulated {
  readonly store: Store;
  readonly settings: Settings;
  /** How far the clock of the simulator is ahead of that of the machine. */
  readonly clockOffsetMs: number;
}

/** What happens outside the API, at this time, as handlers take a call; nobody calls. */
export function controlCall(
  { settings, clockOffsetMs }: Simulated,
  region = settings.region,
): Call<object> {
  const { accountId } = settings;
  const now = Date.now() + clockOffsetMs;
  return { operation: "", accessKeyId: "", region, accountId, input: {}, now, settings };
}
