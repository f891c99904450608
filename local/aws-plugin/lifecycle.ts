import type { Context } from "./context.ts";
import type { Subject } from "./failures.ts";
import { describeFailure, saysNotFound, UnfinishedResource } from "./failures.ts";
import { reconcileInputs } from "./reconcileInputs.ts";
import type { Bag, Resource } from "./resource.ts";

/** A resource's type, its name in the program, and the way to AWS that it uses. */
export interface Target {
  resource: Resource;
  name: string;
  context: Context;
}

/** Creates the resource and reads it back, so that its properties are what AWS made of the inputs. */
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
    const message = error instanceof Error ? error.message : String(error);
    throw new UnfinishedResource(message, id, withRegion(context, inputs));
  }
}

/** Makes the resource what the new inputs say. */
export async function updateResource(
  target: Target,
  id: string,
  inputs: Bag,
  previous: Bag,
): Promise<Bag> {
  const { resource, context } = target;
  const update = async () => {
    await resource.update?.(context, id, inputs, previous);
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
  const reconciled = reconcileInputs(target.resource, inputs, live);
  const properties = { ...inputsAsProperties(reconciled), ...withoutSame(live, reconciled) };
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
  const live = await tryRead(target, id, inputs);
  if (live === undefined) {
    throw new Error(describeFailure(subjectOf(target, "read", id, inputs), "it does not exist"));
  }
  const reconciled = reconcileInputs(target.resource, inputs, live);
  const echoed = (target.resource.echoed ?? []).map((key) => [key, inputs[key]] as const);
  return withRegion(target.context, {
    ...inputsAsProperties(inputs),
    ...withoutSame(live, reconciled),
    ...Object.fromEntries(echoed),
  });
}

/** Reads; tags are told both as `tags` and as `tagsAll`, since default tags are merged into the inputs. */
async function tryRead(target: Target, id: string, inputs: Bag): Promise<Bag | undefined> {
  const { resource, context } = target;
  return attempt(target, "read", id, inputs, async () => {
    try {
      const live = await resource.read(context, id, inputs);
      if (live === undefined) return undefined;
      const tags = "tags" in resource.inputs ? { tags: live.tags, tagsAll: live.tags } : {};
      return { ...live, ...tags };
    } catch (error) {
      if (saysNotFound(error, resource.notFound)) return undefined;
      throw error;
    }
  });
}

/** Live values win, but where they mean what the program wrote, its own writing stays. */
function withoutSame(live: Bag, reconciled: Bag): Bag {
  return Object.fromEntries(
    Object.entries(live).map(([key, value]) => [key, key in reconciled ? reconciled[key] : value]),
  );
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
