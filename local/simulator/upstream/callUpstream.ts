import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { ApiError } from "../operations/apiError.ts";
import { sign } from "./sign.ts";
import type { Upstream } from "./upstream.ts";

/** What the emulator answered: an output, or the name of an error. */
export type UpstreamAnswer =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: string };

const timeoutMs = 10_000;

/** Calls an operation of a service that speaks JSON 1.1, such as `TrentService.DescribeKey` of `kms`. */
export async function callUpstream(
  upstream: Upstream,
  service: "kms" | "secretsmanager",
  target: string,
  input: object,
): Promise<UpstreamAnswer> {
  const body = JSON.stringify(input);
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
  const { status, text } = await post(upstream, sign(upstream, service, headers, body), body).catch(
    (cause: unknown) => {
      throw unreachable(cause);
    },
  );
  const output = parse(text);
  if (status === 200) {
    return { ok: true, output };
  }
  const type = typeof output["__type"] === "string" ? output["__type"] : `HTTP ${status}`;
  return { ok: false, error: type.slice(type.indexOf("#") + 1) };
}

/** The answer when the emulator itself is not there: nothing that AWS would say. */
export function unreachable(cause: unknown): ApiError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ApiError("InternalFailureException", `The emulator does not answer: ${reason}`);
}

function post(
  { url, ca }: Upstream,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      headers,
      timeout: timeoutMs,
      ...(ca !== undefined && { ca }),
    };
    const request = url.startsWith("https:") ? requestHttps : requestHttp;
    const outgoing = request(new URL("/", url), options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.on("error", reject);
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)));
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
