import { entryOf, meansTheSame } from "./diffInputs.ts";
import type { Bag } from "./resource.ts";
import type { Attribute, Attributes } from "./schema/typeSchema.ts";
import { inOrderOf, isAsset, isBag, isEmpty, sameLeaf } from "./values.ts";

/**
 * What AWS says, all of it, in the program's own writing where that means the same: the text of a policy, the order of a
 * set, an empty value in place of none.
 */
export function readState(attributes: Attributes, inputs: Bag, live: Bag): Bag {
  return Object.fromEntries(
    Object.entries(live).map(([name, value]) => [
      name,
      asWritten(attributes[name], inputs[name], value),
    ]),
  );
}

function asWritten(attribute: Attribute | undefined, written: unknown, live: unknown): unknown {
  if (written === undefined || attribute === undefined) return live;
  if (isEmpty(written) && isEmpty(live)) return written;
  if (Array.isArray(written) && Array.isArray(live)) {
    const entry = entryOf(attribute);
    const isSet = attribute.type.startsWith("set(");
    const equal = (one: unknown, other: unknown) => meansTheSame(entry, other, one);
    const entries = isSet ? inOrderOf(written, live, equal) : live;
    return entries.map((value, index) => asWritten(entry, written[index], value));
  }
  if (isBag(written) && isBag(live) && !isAsset(live)) {
    const names = new Set([...Object.keys(live), ...Object.keys(written)]);
    const entries = [...names].map((name) => {
      const child = attribute.attributes?.[name] ?? { name, type: "string" };
      return [name, asWritten(child, written[name], live[name])] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  return sameLeaf(written, live, attribute.policyDocument) ? written : live;
}
