import { request, type RequestOptions } from "node:http";
import { Agent, request as requestOverTls } from "node:https";
import { ApiError } from "../operations/apiError.ts";
import type { Upstream } from "./upstream.ts";

/** Connections are kept: decisions are many, and each would begin with a handshake. */
const agents = new Map<string, Agent>();

/**
 * Asks a route of the emulator that is no call of AWS (`local/emulator/decisions.py`, `keyService.py`, `quicksightRecords.py` and `trail.py`).
 *
 * @param body what is posted; without it, the route is read
 * @throws ApiError InternalFailureException when it does not answer, or not so: nothing AWS would say
 */
export async function askEmulator<T>(upstream: Upstream, route: string, body?: object): Promise<T> {
  try {
    return JSON.parse(await send(upstream, `${upstream.endpoint}${route}`, body)) as T;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(
      "InternalFailureException",
      `The emulator does not answer ${route.split("/", 3).join("/")}: ${reason}`,
    );
  }
}

function send(
  { endpoint, requestHandler }: Upstream,
  url: string,
  body: object | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const isTls = url.startsWith("https:");
    const ca = requestHandler?.httpsAgent.ca;
    const options: RequestOptions = {
      method: body === undefined ? "GET" : "POST",
      ...(isTls && { agent: agentOf(endpoint, ca) }),
    };
    const call = (isTls ? requestOverTls : request)(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("error", reject).on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`HTTP ${response.statusCode ?? "?"}`));
      });
    });
    call.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function agentOf(endpoint: string, ca: string | undefined): Agent {
  const key = `${endpoint} ${ca ?? ""}`;
  const known = agents.get(key) ?? new Agent({ keepAlive: true, ...(ca !== undefined && { ca }) });
  agents.set(key, known);
  return known;
}
