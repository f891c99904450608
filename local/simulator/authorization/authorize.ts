import { ApiError } from "../operations/apiError.ts";
import type { Call } from "../operations/handler.ts";
import type { Store } from "../store/store.ts";
import { noteAsked } from "../upstream/asked.ts";
import type { Decision } from "../upstream/decide.ts";
import { upstreamOf } from "../upstream/upstream.ts";
import { contextOf } from "./contextOf.ts";
import { createDecisions, type Decisions } from "./decisions.ts";
import { type Right, rightsOf } from "./rightsOf.ts";

/** One memory for each simulated account: its settings are new after a reset. */
const memories = new WeakMap<object, Decisions>();

/**
 * Lets a call pass that its caller may make, by the policies of their user, role or session in the emulator; root may make every call.
 * Without an emulator everybody may.
 *
 * @throws ApiError AccessDeniedException with status 403 in AWS's words (cloudquery/cloudquery#4116; IAM's user guide, "Troubleshoot
 *   access denied error messages"), or UnrecognizedClientException for an access key that nobody has
 */
export async function authorize(
  call: Call<Readonly<Record<string, unknown>>>,
  store: Store,
): Promise<void> {
  const upstream = upstreamOf(call);
  // The number of the account is the access key of its root.
  if (upstream === undefined || call.accessKeyId === call.accountId) return;
  const decisions = memories.get(call.settings) ?? createDecisions(upstream);
  memories.set(call.settings, decisions);
  const { accessKeyId } = call;
  for (const right of rightsOf(call)) {
    const context = contextOf(call, right, store);
    const decision = await decisions.decide({ accessKeyId, ...right, context });
    if (decision.arn === undefined) {
      const message = "The security token included in the request is invalid.";
      throw new ApiError("UnrecognizedClientException", message);
    }
    noteAsked(call.settings, { principal: decision.arn, ...right });
    if (decision.decision !== "allowed") throw denied(right, decision);
  }
}

function denied(
  { action, resource }: Right,
  { arn = "", decision, by = "identity-based policy" }: Decision,
): ApiError {
  const article = /^[aeiou]/.test(by) ? "an" : "a";
  const reason =
    decision === "explicitDeny"
      ? `with an explicit deny in ${article} ${by}`
      : `because no ${by} allows the ${action} action`;
  const message = `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  return new ApiError("AccessDeniedException", message, undefined, 403);
}
