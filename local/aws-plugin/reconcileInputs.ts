import type { Bag, Resource } from "./resource.ts";
import { inOrderOf, isBag, isEmpty, same } from "./values.ts";

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
  const result: Bag = { ...inputs };
  for (const key of Object.keys(inputs)) {
    if (!(key in resource.inputs) || resource.writeOnly?.includes(key) === true) continue;
    if (!(key in live)) continue;
    result[key] = reconciled(inputs[key], live[key], resource, key);
  }
  // What the program does not mention at all may be drift as well.
  for (const key of ["tags", ...(resource.noneWhenAbsent ?? [])]) {
    if (inputs[key] === undefined && key in resource.inputs && !isEmpty(live[key])) {
      result[key] = live[key];
    }
  }
  return Object.fromEntries(Object.entries(result).filter(([, value]) => value !== undefined));
}

function reconciled(input: unknown, live: unknown, resource: Resource, key: string): unknown {
  if (same(input, live, resource, key) || (isEmpty(input) && isEmpty(live))) return input;
  if (Array.isArray(input) && Array.isArray(live)) {
    const meansTheSame = (one: unknown, other: unknown) =>
      same(one, reconciled(one, other, resource, key), resource, key);
    const isSet = resource.sets?.includes(key) === true;
    const entries = isSet ? inOrderOf(input, live, meansTheSame) : live;
    return entries.map((entry, index) => reconciled(input[index], entry, resource, key));
  }
  if (!isBag(input) || !isBag(live)) return live;
  const result: Bag = {};
  for (const name of new Set([...Object.keys(input), ...Object.keys(live)])) {
    // What AWS adds by itself is empty, false or known for it; anything else was put there by someone.
    const added = !(name in input);
    if (added && (isEmpty(live[name]) || resource.computed?.includes(name) === true)) continue;
    const value = reconciled(input[name], live[name], resource, name);
    if (value !== undefined) result[name] = value;
  }
  return result;
}
