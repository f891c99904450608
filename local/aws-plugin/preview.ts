import type { Bag, Resource } from "./resource.ts";

/** What a resource will look like as far as it is known before it exists: the engine takes the rest for unknown. */
export function previewCreate(inputs: Bag): Bag {
  return withTagsAll(propertiesOf(inputs));
}

/** The properties after an update: those that AWS made up stay unless renewed, inputs that the program dropped go. */
export function previewUpdate(resource: Resource, state: Bag, previous: Bag, inputs: Bag): Bag {
  const dropped = new Set([...Object.keys(previous), ...(resource.renewed ?? [])]);
  const kept = Object.entries(state).filter(([key]) => key in inputs || !dropped.has(key));
  return withTagsAll({ ...Object.fromEntries(kept), ...propertiesOf(inputs) });
}

function propertiesOf(inputs: Bag): Bag {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

function withTagsAll(properties: Bag): Bag {
  return "tags" in properties ? { ...properties, tagsAll: properties.tags } : properties;
}
