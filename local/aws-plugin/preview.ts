import { planState } from "./planState.ts";
import type { Bag, ServedResource } from "./resource.ts";

/** What a resource will look like as far as it is known before it exists: the engine takes the rest for unknown. */
export function previewCreate(inputs: Bag): Bag {
  const known = Object.entries(inputs).filter(([key]) => !key.startsWith("__"));
  return withTagsAll(Object.fromEntries(known));
}

/** The properties after an update: those that AWS made up stay unless renewed, optional ones that the program dropped go. */
export function previewUpdate(resource: ServedResource, state: Bag, inputs: Bag): Bag {
  const planned = Object.entries(planState(resource.schema, state, inputs));
  const known = planned.filter(
    ([key]) => key in inputs || resource.renewed?.includes(key) !== true,
  );
  return withTagsAll(Object.fromEntries(known));
}

function withTagsAll(properties: Bag): Bag {
  return "tags" in properties ? { ...properties, tagsAll: properties.tags } : properties;
}
