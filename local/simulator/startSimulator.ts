import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { handleApiCall } from "./http/handleApiCall.ts";
import { handleControl } from "./http/handleControl.ts";
import { createRateLimiter } from "./http/rateLimiter.ts";
import { changeSimulation, createSimulation, resetSimulation } from "./http/simulation.ts";
import type { Simulation, SimulatorChanges } from "./http/simulation.ts";
import type { SimulatorOptions } from "./settings.ts";
import { askedRights, type AskedRight } from "./upstream/asked.ts";
import { cloneStore } from "./store/cloneStore.ts";

export type { SimulatorOptions } from "./settings.ts";
export type { AskedRight } from "./upstream/asked.ts";

/** A running simulator. */
export interface Simulator {
  /** Where it listens, e.g. `http://127.0.0.1:4599`. */
  readonly url: string;
  /** Calls that reached the API since the last reset, by operation. */
  calls(): Readonly<Record<string, number>>;
  /** The rights that callers were asked for since the last reset, with `upstream` and `noteRights`. */
  rights(): readonly AskedRight[];
  /** Where answers contradicted the API model; stays empty unless `validateOutputs` is on. */
  violations(): readonly string[];
  /** Goes back to the start, with some options changed. */
  reset(changes?: Omit<SimulatorOptions, "port" | "modelPath">): void;
  /**
   * Remembers everything in the account.
   *
   * @returns what puts it back, as often as it is called; faults, counters and violations stay as they are
   */
  snapshot(): () => void;
  /** Changes delays and outcomes from now on; the account stays as it is. */
  change(changes: SimulatorChanges): void;
  /** Requests a second from now on; the account stays as it is. */
  limit(rate: number): void;
  close(): Promise<void>;
}

/**
 * Starts the QuickSight API on 127.0.0.1.
 *
 * @throws Error when an option is wrong, the port is taken, or the API model is not there.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulation = createSimulation(options);
  const server = createServer((request, response) => {
    void respond(simulation, request, response);
  });
  const port = await listen(server, simulation.settings.port);
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => Object.fromEntries(simulation.calls),
    rights: () => askedRights(simulation.settings),
    violations: () => simulation.violations,
    reset: (changes = {}) => {
      resetSimulation(simulation, changes);
    },
    change: (changes) => {
      changeSimulation(simulation, changes);
    },
    limit: (rate) => {
      simulation.withinRate = createRateLimiter(rate);
    },
    snapshot: () => {
      const remembered = cloneStore(simulation.store);
      return () => {
        simulation.store = cloneStore(remembered);
      };
    },
    close: () => close(server),
  };
}

async function respond(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readText(request).catch(() => undefined);
  if (body === undefined) {
    // The caller went away in the middle of the request.
    response.destroy();
    return;
  }
  const raw = {
    method: request.method ?? "GET",
    url: request.url ?? "/",
    authorization: request.headers.authorization,
    body,
  };
  const reply = raw.url.startsWith("/_sim/")
    ? await handleControl(simulation, raw)
    : await handleApiCall(simulation, raw);
  if (reply === "drop") {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status !== 204 && { "content-length": Buffer.byteLength(reply.body) }),
  });
  response.end(reply.body);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port: ${port} is in use; choose another, or 0 for a free one`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    server.closeAllConnections();
  });
}
