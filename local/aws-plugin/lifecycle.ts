import type { Context } from "./context.ts";
import type { Subject } from "./failures.ts";
import { describeFailure, saysNotFound, UnfinishedResource } from "./failures.ts";
import { planState } from "./planState.ts";
import { readState } from "./readState.ts";
import { reconcileInputs } from "./reconcileInputs.ts";
import type { Bag, ServedResource } from "./resource.ts";
import { isBag } from "./values.ts";

/** A resource's type, its name in the program, and the way to AWS that it uses. */
export interface Target {
  resource: ServedResource;
  name: string;
  context: Context;
}

/**
 * Creates the resource and reads it back, so that its properties are what AWS made of the inputs. When a step after the first
 * fails, a resource of the kind `sdkv2` stays in the state; one of the other kind is in no state, though it may be in AWS.
 */
export async function createResource(
  target: Target,
  inputs: Bag,
): Promise<{ id: string; properties: Bag }> {
  const { resource, context } = target;
  const id = await attempt(target, "create", undefined, inputs, () =>
    resource.create(context, inputs),
  );
  try {
    await attempt(target, "create", id, inputs, async () => resource.settle?.(context, id, inputs));
    return { id, properties: await readBack(target, id, inputs) };
  } catch (error) {
    if (resource.schema.kind === "framework") throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new UnfinishedResource(message, id, withRegion(context, inputs));
  }
}

/** Makes the resource what the new inputs say, and what the schema calls computed and they leave out, what the state says. */
export async function updateResource(
  target: Target,
  id: string,
  inputs: Bag,
  state: Bag,
): Promise<Bag> {
  const { resource, context } = target;
  const planned = planState(resource.schema, state, inputs);
  const update = async () => {
    await resource.update?.(context, id, planned, state);
    await resource.settle?.(context, id, inputs);
  };
  await attempt(target, "update", id, inputs, update);
  return readBack(target, id, inputs);
}

/** The properties as they are now and the inputs that they stand for; undefined when the resource is gone. */
export async function readResource(
  target: Target,
  id: string,
  inputs: Bag,
): Promise<{ properties: Bag; inputs: Bag } | undefined> {
  const live = await tryRead(target, id, inputs);
  if (live === undefined) return undefined;
  const state = readState(target.resource.schema.attributes, inputs, live);
  const reconciled = reconcileInputs(target.resource, inputs, state);
  const properties = { ...inputsAsProperties(reconciled), ...state };
  return { inputs: reconciled, properties: withRegion(target.context, properties) };
}

/** Deletes the resource; one that is gone already is fine. */
export async function deleteResource(target: Target, id: string, properties: Bag): Promise<void> {
  const { resource, context } = target;
  await attempt(target, "delete", id, properties, async () => {
    try {
      await resource.delete(context, id, properties);
    } catch (error) {
      if (!saysNotFound(error, resource.notFound)) throw error;
    }
  });
}

async function readBack(target: Target, id: string, inputs: Bag): Promise<Bag> {
  const { resource, context } = target;
  if (resource.unread) return withRegion(context, resource.unread(id, inputsAsProperties(inputs)));
  const live = await tryRead(target, id, inputs);
  if (live === undefined) {
    throw new Error(describeFailure(subjectOf(target, "read", id, inputs), "it does not exist"));
  }
  const { attributes, kind } = resource.schema;
  const state = { ...inputsAsProperties(inputs), ...readState(attributes, inputs, live) };
  // The newer kit takes nothing but what was planned, so that AWS's own view shows at the next refresh only.
  const properties = kind === "framework" ? asDeclared(inputsAsProperties(inputs), state) : state;
  return withRegion(context, properties);
}

/** Reads; tags are told both as `tags` and as `tagsAll`, since default tags are merged into the inputs. */
async function tryRead(target: Target, id: string, inputs: Bag): Promise<Bag | undefined> {
  const { resource, context } = target;
  return attempt(target, "read", id, inputs, async () => {
    try {
      const live = await resource.read(context, id, inputs);
      if (live === undefined) return undefined;
      const tags = resource.inputs.includes("tags") ? { tags: live.tags, tagsAll: live.tags } : {};
      return { ...live, ...tags };
    } catch (error) {
      if (saysNotFound(error, resource.notFound)) return undefined;
      throw error;
    }
  });
}

/** What the program wrote, completed by what it left to AWS. */
function asDeclared(written: Bag, state: Bag): Bag {
  const declared = Object.entries(written).map(([name, value]) => {
    const found = state[name];
    return [name, isBag(value) && isBag(found) ? asDeclared(value, found) : value] as const;
  });
  return { ...state, ...Object.fromEntries(declared) };
}

function inputsAsProperties(inputs: Bag): Bag {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

function withRegion(context: Context, properties: Bag): Bag {
  return { ...properties, region: context.region };
}

async function attempt<T>(
  target: Target,
  operation: string,
  id: string | undefined,
  inputs: Bag,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(describeFailure(subjectOf(target, operation, id, inputs), error), {
      cause: error,
    });
  }
}

function subjectOf(
  target: Target,
  operation: string,
  id: string | undefined,
  inputs: Bag,
): Subject {
  const physical = target.resource.naming && inputs[target.resource.naming.input];
  const name = id ?? (typeof physical === "string" ? physical : target.name);
  return { type: target.resource.type, operation, name };
}
