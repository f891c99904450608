import type { Api } from "../model/compileApi.ts";
import { ApiError } from "../operations/apiError.ts";
import type { Reply } from "./reply.ts";

/** Errors of AWS's front door, which no service model lists, and the simulator's own. */
const frontDoorStatus: ReadonlyMap<string, number> = new Map([
  ["IncompleteSignatureException", 400],
  ["InvalidSignatureException", 403],
  ["MissingAuthenticationTokenException", 403],
  ["NotSimulatedException", 501],
  ["UnknownOperationException", 404],
  ["UnrecognizedClientException", 403],
  ["ValidationException", 400],
]);

/** An error as the API answers it: its type in a header, and again in the body for older clients. */
export function errorReply(api: Api, error: unknown, requestId: string): Reply {
  if (error instanceof ApiError) {
    const reply = replyOf(api, error.type, error.message, requestId, error.resourceType);
    return error.status === undefined ? reply : { ...reply, status: error.status };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return replyOf(
    api,
    "InternalFailureException",
    `Mistake in the simulator: ${message}`,
    requestId,
  );
}

/** An error of a type that the API model lists. */
export function replyOf(
  api: Api,
  type: string,
  message: string,
  requestId: string,
  resourceType?: string,
): Reply {
  return {
    status: api.errorStatus.get(type) ?? frontDoorStatus.get(type) ?? 500,
    headers: {
      "content-type": "application/json",
      "x-amzn-requestid": requestId,
      "x-amzn-errortype": type,
    },
    body: JSON.stringify({
      __type: type,
      Message: message,
      RequestId: requestId,
      ResourceType: resourceType,
    }),
  };
}
