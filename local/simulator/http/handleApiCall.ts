import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { authorize } from "../authorization/authorize.ts";
import type { Operation } from "../model/compileOperation.ts";
import { describeProblem } from "../model/problem.ts";
import type { Problem } from "../model/problem.ts";
import { answerUnsubscribed } from "../operations/account/unsubscribed.ts";
import { ApiError } from "../operations/apiError.ts";
import type { Call } from "../operations/handler.ts";
import { tellSearches } from "../operations/assets/searched.ts";
import { orphanUsers } from "../operations/users/orphans.ts";
import { operations } from "../operations/operations.ts";
import { tellTrail, type TrailEvent } from "../upstream/tellTrail.ts";
import { readCredentialScope } from "./credentialScope.ts";
import { errorReply, replyOf } from "./errorReply.ts";
import type { Failure } from "./faults.ts";
import { toWireJson } from "./reply.ts";
import type { RawRequest, Reply } from "./reply.ts";
import type { Simulation } from "./simulation.ts";
import { successStatus } from "./successStatus.ts";

type Behaviour = NonNullable<ReturnType<typeof operations.get>>;

/** Operations that change nothing. */
const reads = /^(?:Describe|List|Search|Get|Generate)/;

/** Answers one request of the QuickSight API; `drop` asks to close the connection instead. */
export async function handleApiCall(
  simulation: Simulation,
  request: RawRequest,
): Promise<Reply | "drop"> {
  const requestId = randomUUID();
  try {
    const { operation, labels, query } = route(simulation, request);
    const scope = readCredentialScope(request.authorization);
    if (!simulation.withinRate(Date.now())) {
      count(simulation.throttled, operation.name);
      throw new ApiError("ThrottlingException", "Rate exceeded");
    }
    count(simulation.calls, operation.name);
    const { latencyMs, failure } = simulation.faults.next(operation.name);
    const wait = simulation.settings.latencyMs + latencyMs;
    if (wait > 0) {
      await sleep(wait);
    }
    if (failure?.after === false) {
      return failed(simulation, failure, requestId);
    }
    const problems: Problem[] = [];
    const body = readBody(request.body);
    const input = operation.readInput({ labels, query, body }, problems);
    if (problems.length > 0) {
      throw refusalOf(problems);
    }
    const reply = await perform(simulation, operation, { input, ...scope }, requestId);
    return failure === undefined ? reply : failed(simulation, failure, requestId);
  } catch (error) {
    return errorReply(simulation.api, error, requestId);
  }
}

function route(
  { api }: Simulation,
  { method, url }: RawRequest,
): { operation: Operation; labels: readonly string[]; query: URLSearchParams } {
  const queryStart = url.indexOf("?");
  const path = queryStart === -1 ? url : url.slice(0, queryStart);
  const match = matchRoute(api.route, method, path);
  if (match === undefined) {
    throw new ApiError(
      "UnknownOperationException",
      `${method} ${path} is not an operation of the QuickSight API`,
    );
  }
  return {
    operation: match.target,
    labels: match.labels,
    query: new URLSearchParams(queryStart === -1 ? "" : url.slice(queryStart)),
  };
}

function matchRoute(
  find: Simulation["api"]["route"],
  method: string,
  path: string,
): ReturnType<Simulation["api"]["route"]> {
  try {
    return find(method, path);
  } catch {
    throw malformed([`${path} is not properly percent-encoded`]);
  }
}

async function perform(
  simulation: Simulation,
  operation: Operation,
  request: Pick<Call<Record<string, unknown>>, "input" | "region" | "accessKeyId">,
  requestId: string,
): Promise<Reply> {
  const { settings, clockOffsetMs } = simulation;
  const behaviour = operations.get(operation.name);
  refuseForeignAccount(request.input, settings.accountId);
  if (behaviour === undefined) {
    throw new ApiError(
      "NotSimulatedException",
      `This simulator does not have ${operation.name}, which AWS has: its README lists the operations that it has.`,
    );
  }
  const now = Date.now() + clockOffsetMs;
  const call = {
    ...request,
    operation: operation.name,
    accountId: settings.accountId,
    now,
    settings,
  };
  try {
    const reply = await answer(simulation, operation, behaviour, call, requestId);
    if (!reads.test(operation.name)) tellTrail(call, trailEventOf(call, requestId));
    return reply;
  } catch (error) {
    if (!reads.test(operation.name)) tellTrail(call, trailEventOf(call, requestId, error));
    throw error;
  }
}

function trailEventOf(call: Call<object>, requestID: string, error?: unknown): TrailEvent {
  const { operation: eventName, input: requestParameters } = call;
  const failure =
    error instanceof ApiError
      ? {
          errorCode: error.type.replace("AccessDeniedException", "AccessDenied"),
          errorMessage: error.message,
        }
      : {};
  return { eventName, eventType: "AwsApiCall", requestID, requestParameters, ...failure };
}

async function answer(
  { api, settings, store, violations }: Simulation,
  operation: Operation,
  behaviour: Behaviour,
  call: Call<Record<string, unknown>>,
  requestId: string,
): Promise<Reply> {
  const { now } = call;
  await authorize(call, store);
  if (behaviour.scope === "identity" && store.account.status === "ACCOUNT_CREATED") {
    refuseForeignRegion(call.region, store.account.identityRegion);
  }
  await store.timeline.run(now);
  if (behaviour.scope === "identity") await orphanUsers(call, store);
  const output =
    answerUnsubscribed(operation.name, store) ??
    (await behaviour.handle({ ...call, input: call.input as never }, store));
  if (behaviour.scope === "region" && !reads.test(operation.name)) tellSearches(store, call);
  const status = successStatus.get(operation.name) ?? operation.successStatus;
  const body = toWireJson({
    ...output,
    ...(operation.statusInBody && { Status: status }),
    ...(operation.requestIdInBody && { RequestId: requestId }),
  });
  if (settings.validateOutputs) {
    const problems = operation.checkOutput(JSON.parse(body));
    if (problems.length > 0) {
      violations.push(...problems.map((problem) => `${operation.name}: ${problem}`));
      const message = `The simulator's answer contradicts the API model: ${problems.join("; ")}`;
      return replyOf(api, "InternalFailureException", message, requestId);
    }
  }
  return {
    status,
    headers: { "content-type": "application/json", "x-amzn-requestid": requestId },
    body: status === 204 ? "" : body,
  };
}

// AWS's words for this are not known. The model lets only calls that may look at AWS's own assets name `aws`.
function refuseForeignAccount(input: Readonly<Record<string, unknown>>, accountId: string): void {
  const named = input["AwsAccountId"];
  if (typeof named === "string" && named !== accountId && named !== "aws") {
    throw new ApiError(
      "AccessDeniedException",
      `The caller is not authorized to access account ${named}.`,
    );
  }
}

// These words are AWS's; others parse them to find the identity Region (cloud-custodian#10168, aws-nuke#511).
function refuseForeignRegion(called: string, identityRegion: string): void {
  if (called !== identityRegion) {
    throw new ApiError(
      "AccessDeniedException",
      `Operation is being called from endpoint ${called}, but your identity region is ${identityRegion}. ` +
        `Please use the ${identityRegion} endpoint.`,
    );
  }
}

function failed({ api }: Simulation, failure: Failure, requestId: string): Reply | "drop" {
  return failure.kind === "drop" ? "drop" : replyOf(api, failure.error, failure.message, requestId);
}

function readBody(text: string): Readonly<Record<string, unknown>> {
  if (text === "") {
    return {};
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw malformed(["The request body is not JSON"]);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw malformed(["The request body is not a JSON object"]);
  }
  return body as Readonly<Record<string, unknown>>;
}

// The framework's validation comes first; the service looks only at what has passed it. For a rule of the service that only the
// documentation states, the words are ours.
function refusalOf(problems: readonly Problem[]): ApiError {
  const ofModel = problems.filter(({ breaks }) => breaks === "model");
  if (ofModel.length > 0) return malformed(ofModel.map(describeProblem));
  const rules = problems.map(({ path, constraint }) => `${constraint} at '${path}'.`);
  return new ApiError("InvalidParameterValueException", rules.join(" "));
}

// AWS's words (boto/boto3#2601); what it says of a request that can't be read at all is not known.
function malformed(problems: readonly string[]): ApiError {
  const errors = problems.length === 1 ? "error" : "errors";
  return new ApiError(
    "ValidationException",
    `${problems.length} validation ${errors} detected: ${problems.join("; ")}`,
  );
}

function count(counters: Map<string, number>, operation: string): void {
  counters.set(operation, (counters.get(operation) ?? 0) + 1);
}
