import type { Bag } from "./resource.ts";
import type { Attribute, Attributes, TypeSchema } from "./schema/typeSchema.ts";
import { isBag, isEmpty } from "./values.ts";

/**
 * What a resource will be after an update, as far as that is known: the inputs, and for what the program leaves out and the
 * schema calls computed, the value of the state. What is only optional and left out goes.
 */
export function planState({ kind, attributes }: TypeSchema, state: Bag, inputs: Bag): Bag {
  // The newer kit knows nothing of a computed member of a block until AWS has answered.
  const complete =
    kind === "sdkv2" ? completed : (_: unknown, __: unknown, after: unknown) => after;
  const given = Object.entries(inputs).filter(([name]) => !name.startsWith("__"));
  const result: Bag = Object.fromEntries(
    given.map(([name, value]) => [name, complete(attributes[name], state[name], value)]),
  );
  for (const [name, attribute] of Object.entries(attributes)) {
    if (name in result || state[name] === undefined || attribute.computed !== true) continue;
    // Of those that exclude each other, the program chose another one.
    const others = [...(attribute.exactlyOneOf ?? []), ...(attribute.conflictsWith ?? [])];
    if (others.some((other) => inputs[other] !== undefined)) continue;
    result[name] = state[name];
  }
  return result;
}

/** Blocks take what AWS fills in from the state as well, entries of sets do not. */
function completed(attribute: Attribute | undefined, before: unknown, after: unknown): unknown {
  const { attributes, type = "" } = attribute ?? {};
  if (attributes === undefined) return after;
  if (Array.isArray(before) && Array.isArray(after)) {
    if (type.startsWith("set(")) return after;
    return after.map((entry, index) => completedBlock(attributes, before[index], entry));
  }
  return completedBlock(attributes, before, after);
}

function completedBlock(attributes: Attributes, before: unknown, after: unknown): unknown {
  if (!isBag(before) || !isBag(after) || isEmpty(before)) return after;
  return planState({ kind: "sdkv2", attributes }, before, after);
}
