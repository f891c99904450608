import type * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import { checkInputs } from "./checkInputs.ts";
import type { Context } from "./context.ts";
import { createContexts } from "./context.ts";
import { diffInputs } from "./diffInputs.ts";
import { callFunction } from "./functions.ts";
import type { Target } from "./lifecycle.ts";
import { createResource, deleteResource, readResource, updateResource } from "./lifecycle.ts";
import { previewCreate, previewUpdate } from "./preview.ts";
import { planRules } from "./planRules.ts";
import { findResource } from "./registry.ts";
import type { Bag } from "./resource.ts";
import type { ProviderSettings } from "./settings.ts";
import { readSettings } from "./settings.ts";
import { holdsUnknown } from "./values.ts";
import { fromStruct, parseUrn, toDiffResponse, toStruct } from "./wire.ts";

/** One provider: its settings and its ways to AWS. */
export interface Session {
  settings: ProviderSettings;
  contextFor: (region?: string) => Context;
}

/** Starts with the settings of the environment, until the engine configures it. */
export function createSession(): Session {
  const settings = readSettings({});
  return { settings, contextFor: createContexts(settings) };
}

/** Takes the provider's settings. */
export async function configure(
  session: Session,
  request: messages.ConfigureRequest,
): Promise<messages.ConfigureResponse> {
  session.settings = readSettings(fromStruct(request.getArgs()));
  session.contextFor = createContexts(session.settings);
  await refuseOtherAccounts(session);
  const response = new providerProto.ConfigureResponse();
  // The engine unwraps secrets for this plugin and marks every property of the same path in what comes back.
  response.setAcceptsecrets(false);
  response.setSupportspreview(true);
  return response;
}

/** Runs a function. */
export async function invoke(
  session: Session,
  request: messages.InvokeRequest,
): Promise<messages.InvokeResponse> {
  const context = session.contextFor(regionOf(fromStruct(request.getArgs())));
  const response = new providerProto.InvokeResponse();
  response.setReturn(toStruct(await callFunction(request.getTok(), context)));
  return response;
}

/** Completes and validates inputs. */
export async function check(
  session: Session,
  request: messages.CheckRequest,
): Promise<messages.CheckResponse> {
  const { type, name } = parseUrn(request.getUrn());
  const resource = await findResource(type);
  const { inputs, failures } = checkInputs(resource, {
    name,
    inputs: fromStruct(request.getNews()),
    previous: request.hasOlds() ? fromStruct(request.getOlds()) : undefined,
    randomSeed: request.getRandomseed_asU8(),
    defaultTags: session.settings.defaultTags,
  });
  if (failures.length === 0 && !holdsUnknown(inputs)) {
    const reason = await resource.plan?.(session.contextFor(regionOf(inputs)), inputs);
    if (reason !== undefined) failures.push({ property: "", reason });
  }
  const response = new providerProto.CheckResponse();
  response.setInputs(toStruct(inputs));
  for (const { property, reason } of failures) {
    const failure = new providerProto.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    response.addFailures(failure);
  }
  return response;
}

/** Says what changes, or why the plan fails. */
export async function diff(request: messages.DiffRequest): Promise<messages.DiffResponse> {
  const { type, name } = parseUrn(request.getUrn());
  const [state, inputs] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
  const resource = await findResource(type);
  const refusal = planRules[type]?.refusal?.(inputs, state);
  if (refusal !== undefined) throw new Error(`${type} (${name}): ${refusal}`);
  const ignored = request.getIgnorechangesList();
  return toDiffResponse(diffInputs(resource, withoutIgnored(state, inputs, ignored), inputs));
}

/** Creates a resource, or foresees it in a preview. */
export async function create(
  session: Session,
  request: messages.CreateRequest,
): Promise<messages.CreateResponse> {
  const inputs = fromStruct(request.getProperties());
  const target = await targetOf(session, request.getUrn(), inputs);
  const { id, properties } = request.getPreview()
    ? { id: "", properties: previewCreate(inputs) }
    : await createResource(target, inputs);
  const response = new providerProto.CreateResponse();
  response.setId(id);
  response.setProperties(toStruct(properties));
  return response;
}

/** Reads a resource, for a refresh or an import. */
export async function read(
  session: Session,
  request: messages.ReadRequest,
): Promise<messages.ReadResponse> {
  const state = fromStruct(request.getProperties());
  const { id, inputs } = whatToRead(request.getId(), fromStruct(request.getInputs()), state);
  const target = await targetOf(session, request.getUrn(), { ...state, ...inputs });
  const found = await readResource(target, id, inputs);
  // An empty id says that the resource is gone.
  const response = new providerProto.ReadResponse();
  if (found === undefined) return response;
  response.setId(id);
  response.setProperties(toStruct(found.properties));
  response.setInputs(toStruct(found.inputs));
  return response;
}

/** An import from another Region than the provider's has it behind the id (provider guide, "Enhanced Region Support"). */
function whatToRead(given: string, inputs: Bag, state: Bag): { id: string; inputs: Bag } {
  const isImport = Object.keys(state).length === 0 && Object.keys(inputs).length === 0;
  const [, id, region] = (isImport && /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(given)) || [];
  return id === undefined ? { id: given, inputs } : { id, inputs: { region } };
}

/** Updates a resource, or foresees it in a preview. */
export async function update(
  session: Session,
  request: messages.UpdateRequest,
): Promise<messages.UpdateResponse> {
  const [inputs, state] = [fromStruct(request.getNews()), fromStruct(request.getOlds())];
  const target = await targetOf(session, request.getUrn(), { ...state, ...inputs });
  const properties = request.getPreview()
    ? previewUpdate(target.resource, state, inputs)
    : await updateResource(target, request.getId(), inputs, state);
  const response = new providerProto.UpdateResponse();
  response.setProperties(toStruct(properties));
  return response;
}

/** Deletes a resource. */
export async function remove(session: Session, request: messages.DeleteRequest): Promise<void> {
  const properties = fromStruct(request.getProperties());
  const target = await targetOf(session, request.getUrn(), properties);
  await deleteResource(target, request.getId(), properties);
}

async function targetOf(session: Session, urn: string, properties: Bag): Promise<Target> {
  const { type, name } = parseUrn(urn);
  const context = session.contextFor(regionOf(properties));
  return { resource: await findResource(type), name, context };
}

async function refuseOtherAccounts({ settings, contextFor }: Session): Promise<void> {
  const allowed = settings.allowedAccountIds;
  if (allowed.length === 0) return;
  const account = await contextFor().accountId();
  if (!allowed.includes(account)) {
    throw new Error(
      `AWS account ${account} is not one of the allowedAccountIds: ${allowed.join(", ")}`,
    );
  }
}

/** The engine has put the old inputs in place of the new ones already; what the state holds there does not count either. */
function withoutIgnored(state: Bag, inputs: Bag, paths: readonly string[]): Bag {
  const ignored = paths.map((path) => path.replace(/[.[].*$/, "")).filter((key) => key !== "");
  return { ...state, ...Object.fromEntries(ignored.map((key) => [key, inputs[key]])) };
}

function regionOf(properties: Bag): string | undefined {
  return typeof properties.region === "string" ? properties.region : undefined;
}
