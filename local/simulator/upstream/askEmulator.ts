import { get, type RequestOptions } from "node:http";
import { Agent, get as getOverTls } from "node:https";
import { ApiError } from "../operations/apiError.ts";
import type { Upstream } from "./upstream.ts";

/** Connections are kept: decisions are many, and each would begin with a handshake. */
const agents = new Map<string, Agent>();

/**
 * Asks a route of the emulator that is no call of AWS (`local/emulator/decisions.py`).
 *
 * @throws ApiError InternalFailureException when it does not answer, or not so: nothing AWS would say
 */
export async function askEmulator<T>(upstream: Upstream, route: string): Promise<T> {
  try {
    return JSON.parse(await read(upstream, `${upstream.endpoint}${route}`)) as T;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ApiError(
      "InternalFailureException",
      `The emulator does not answer ${route.split("/", 3).join("/")}: ${reason}`,
    );
  }
}

function read({ endpoint, requestHandler }: Upstream, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? getOverTls : get;
    const ca = requestHandler?.httpsAgent.ca;
    const options: RequestOptions = send === get ? {} : { agent: agentOf(endpoint, ca) };
    send(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("error", reject).on("end", () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`HTTP ${response.statusCode ?? "?"}`));
      });
    }).on("error", reject);
  });
}

function agentOf(endpoint: string, ca: string | undefined): Agent {
  const key = `${endpoint} ${ca ?? ""}`;
  const known = agents.get(key) ?? new Agent({ keepAlive: true, ...(ca !== undefined && { ca }) });
  agents.set(key, known);
  return known;
}
