import { ApiError } from "../operations/apiError.ts";
import type { Call } from "../operations/handler.ts";
import { noteAsked } from "../upstream/asked.ts";
import { upstreamOf } from "../upstream/upstream.ts";
import { createDecisions, type Decisions } from "./decisions.ts";
import { type Right, rightsOf } from "./rightsOf.ts";

/** One memory for each simulated account: its settings are new after a reset. */
const memories = new WeakMap<object, Decisions>();

/**
 * Lets a call pass that its caller may make, by the policies of their user or role in the emulator; root may make every call.
 * Without an emulator everybody may.
 *
 * @throws ApiError AccessDeniedException with status 403 in AWS's words (cloudquery/cloudquery#4116), or
 *   UnrecognizedClientException for an access key that nobody has
 */
export async function authorize(call: Call<Readonly<Record<string, unknown>>>): Promise<void> {
  const upstream = upstreamOf(call);
  if (upstream === undefined) return;
  const decisions = memories.get(call.settings) ?? createDecisions(upstream);
  memories.set(call.settings, decisions);
  const caller = await decisions.callerOf(call.accessKeyId);
  if (caller === undefined) {
    const message = "The security token included in the request is invalid.";
    throw new ApiError("UnrecognizedClientException", message);
  }
  const { arn, principal } = caller;
  if (principal === undefined) return;
  for (const right of rightsOf(call)) {
    noteAsked(call.settings, { principal: arn, ...right });
    const decision = await decisions.decide(principal, right);
    if (decision !== "allowed") throw denied(arn, right, decision);
  }
}

function denied(arn: string, { action, resource }: Right, decision: string | undefined): ApiError {
  const reason =
    decision === "explicitDeny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  return new ApiError("AccessDeniedException", message, undefined, 403);
}
