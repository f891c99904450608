import type { Bag, Resource } from "./resource.ts";
import { isBag, isEmpty, same } from "./values.ts";

/**
 * The inputs that would have produced what AWS says now, for a refresh: where AWS means the same as the program wrote,
 * the program's own writing stays, so that only real drift shows in the next preview.
 */
export function reconcileInputs(resource: Resource, inputs: Bag, live: Bag): Bag {
  const imported = Object.keys(inputs).every((key) => key === "region" || key.startsWith("__"));
  if (imported) {
    const known = Object.entries(live).filter(
      ([key, value]) => key in resource.inputs && !isEmpty(value),
    );
    return { __defaults: [], ...inputs, ...Object.fromEntries(known) };
  }
  const documents = resource.documents ?? [];
  const result: Bag = { ...inputs };
  for (const key of Object.keys(inputs)) {
    if (!(key in resource.inputs) || resource.writeOnly?.includes(key) === true) continue;
    if (!(key in live)) continue;
    result[key] = reconciled(inputs[key], live[key], documents, key);
  }
  // Tags that the program does not mention at all are drift as well.
  if (inputs.tags === undefined && "tags" in resource.inputs && !isEmpty(live.tags)) {
    result.tags = live.tags;
  }
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}

function reconciled(
  input: unknown,
  live: unknown,
  documents: readonly string[],
  key: string,
): unknown {
  if (same(input, live, documents, key) || (isEmpty(input) && isEmpty(live))) return input;
  if (Array.isArray(input) && Array.isArray(live)) {
    return live.map((entry, index) => reconciled(input[index], entry, documents, key));
  }
  if (!isBag(input) || !isBag(live)) return live;
  const result: Bag = {};
  for (const name of new Set([...Object.keys(input), ...Object.keys(live)])) {
    // What AWS adds by itself is empty or false; anything else was put there by someone.
    if (!(name in input) && isEmpty(live[name])) continue;
    const value = reconciled(input[name], live[name], documents, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}
