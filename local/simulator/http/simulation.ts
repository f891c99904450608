import { compileApi } from "../model/compileApi.ts";
import type { Api } from "../model/compileApi.ts";
import { readSettings } from "../settings.ts";
import type { Settings, SimulatorOptions } from "../settings.ts";
import { createStore } from "../store/store.ts";
import type { Store } from "../store/store.ts";
import { Faults } from "./faults.ts";
import { createRateLimiter } from "./rateLimiter.ts";
import type { RateLimiter } from "./rateLimiter.ts";

/** All that changes while a simulator runs. */
export interface Simulation {
  readonly api: Api;
  /** What a reset goes back to. */
  readonly startOptions: SimulatorOptions;
  settings: Settings;
  store: Store;
  faults: Faults;
  withinRate: RateLimiter;
  /** How far the clock is ahead of that of this machine. */
  clockOffsetMs: number;
  /** Calls that reached the API, by operation. */
  calls: Map<string, number>;
  /** Calls that were refused for being too many, by operation. */
  throttled: Map<string, number>;
  /** Where answers of the simulator contradicted the API model. */
  violations: string[];
}

/** A simulated account as it is at the start. */
export function createSimulation(options: SimulatorOptions): Simulation {
  const settings = readSettings(options);
  const api = compileApi(settings.modelPath);
  return { api, startOptions: options, ...fresh(api, settings) };
}

/**
 * Goes back to the start, with some options changed; state, faults and counters are forgotten.
 *
 * @throws Error whose message names every wrong option; then nothing changes.
 */
export function resetSimulation(simulation: Simulation, changes: object): void {
  const fixed = ["port", "modelPath"].find((name) => name in changes);
  if (fixed !== undefined) {
    throw new Error(`${fixed}: cannot change while the simulator runs; start another`);
  }
  const settings = readSettings({ ...simulation.startOptions, ...changes });
  Object.assign(simulation, fresh(simulation.api, settings));
}

/** The options that may change while the account stays as it is: how long things take, and what becomes of them. */
const changeable = [
  "namespaceDelayMs",
  "namespaceOutcome",
  "membershipDelayMs",
  "assetDelayMs",
  "ingestionDelayMs",
  "ingestionOutcome",
  "parallelIngestions",
  "keyForSecrets",
  "revokeDelayMs",
  "capacityPricing",
  "snapshotDelayMs",
  "retireGrantsLast",
] as const;

/** What {@link changeSimulation} takes. */
export type SimulatorChanges = Pick<SimulatorOptions, (typeof changeable)[number]>;

/**
 * Changes options from now on, until the next reset; what has begun ends as it would have.
 *
 * @throws Error whose message names every wrong option; then nothing changes.
 */
export function changeSimulation(simulation: Simulation, changes: object): void {
  const wrong = Object.keys(changes).filter(
    (name) => !(changeable as readonly string[]).includes(name),
  );
  if (wrong.length > 0) {
    throw new Error(`${wrong.join(", ")}: cannot change while the account stays; reset it`);
  }
  simulation.settings = readSettings({ ...simulation.settings, ...changes });
}

function fresh(api: Api, settings: Settings): Omit<Simulation, "api" | "startOptions"> {
  return {
    settings,
    store: createStore(settings),
    faults: new Faults(api, settings.seed),
    withinRate: createRateLimiter(settings.rate),
    clockOffsetMs: 0,
    calls: new Map(),
    throttled: new Map(),
    violations: [],
  };
}
