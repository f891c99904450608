import { readAsPerson } from "../operations/encryption/readAsPerson.ts";
import { showKeys } from "../operations/encryption/showKeys.ts";
import { controlCall } from "../operations/controlCall.ts";
import { addFromConsole } from "../operations/console/addFromConsole.ts";
import { setQData } from "../operations/keyRegistration/qData.ts";
import { askForUpgrade } from "../operations/selfUpgrades/selfUpgradeRequest.ts";
import { giveRows } from "../operations/rows/giveRows.ts";
import { readRows } from "../operations/rows/readRows.ts";
import { orphanRole } from "../operations/users/orphans.ts";
import { signIn } from "../operations/users/signIn.ts";
import { addApp } from "../operations/plainAssets/addApp.ts";
import { moveClock } from "./moveClock.ts";
import type { RawRequest, Reply } from "./reply.ts";
import { changeSimulation, resetSimulation } from "./simulation.ts";
import type { Simulation } from "./simulation.ts";

type Route = (simulation: Simulation, body: unknown) => unknown;

const routes: Readonly<Record<string, Route>> = {
  "POST /_sim/reset": (simulation, body = {}) => {
    if (typeof body !== "object" || body === null) {
      throw new Error("the body must be a JSON object of options");
    }
    resetSimulation(simulation, body);
  },
  "POST /_sim/options": (simulation, body = {}) => {
    if (typeof body !== "object" || body === null) {
      throw new Error("the body must be a JSON object of options");
    }
    changeSimulation(simulation, body);
  },
  "GET /_sim/calls": ({ calls }) => sorted(calls),
  "POST /_sim/calls": (simulation) => {
    simulation.calls.clear();
    simulation.throttled.clear();
  },
  "GET /_sim/throttled": ({ throttled }) => sorted(throttled),
  "POST /_sim/faults": ({ faults }, body) => {
    faults.add(body);
  },
  "DELETE /_sim/faults": ({ faults }) => {
    faults.clear();
  },
  "POST /_sim/apps": addApp,
  "POST /_sim/console": addFromConsole,
  "POST /_sim/orphans": orphanRole,
  "POST /_sim/q-data": setQData,
  "POST /_sim/self-upgrades": askForUpgrade,
  "POST /_sim/sign-in": signIn,
  "GET /_sim/violations": ({ violations }) => violations,
  "POST /_sim/clock": moveClock,
  "POST /_sim/reads": readAsPerson,
  "GET /_sim/rows": readRows,
  "POST /_sim/rows": giveRows,
  "GET /_sim/keys": async (simulation) => {
    await runTimeline(simulation);
    return showKeys(simulation);
  },
  "GET /_sim/state": async (simulation) => {
    await runTimeline(simulation);
    const { timeline: _, searched: __, ...state } = simulation.store;
    return state;
  },
};

function runTimeline(simulation: Simulation): Promise<void> {
  return simulation.store.timeline.run(controlCall(simulation).now);
}

/** Answers the routes under `/_sim/`, which are no part of AWS: they steer and show the simulator. */
export async function handleControl(simulation: Simulation, request: RawRequest): Promise<Reply> {
  const [path = "", query] = request.url.split("?");
  const route = routes[`${request.method} ${path}`];
  if (route === undefined) {
    const known = Object.keys(routes).join(", ");
    return reply(404, { error: `${request.method} ${path} is not one of: ${known}` });
  }
  try {
    const asked = query === undefined ? undefined : Object.fromEntries(new URLSearchParams(query));
    const body: unknown = request.body.trim() === "" ? asked : JSON.parse(request.body);
    return reply(200, (await route(simulation, body)) ?? {});
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function reply(status: number, body: unknown): Reply {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: `${JSON.stringify(body, mapsAsObjects, 2)}\n`,
  };
}

function mapsAsObjects(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}

function sorted(counters: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counters].sort(([left], [right]) => left.localeCompare(right)));
}
