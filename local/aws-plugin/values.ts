import type { Bag } from "./resource.ts";
import { samePolicy } from "./policyDocument.ts";

/** What stands for a value that is not known before the resource that it comes from exists. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";

/** A file or text that the program hands over, as the engine writes it on the wire. */
export interface Asset {
  text?: string;
  path?: string;
  hash?: string;
}

export function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isAsset(value: unknown): value is Asset {
  return isBag(value) && value[signatureKey] === assetSignature;
}

/** Empty values: AWS leaves out what the program may write out, and the other way round. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) {
    return true;
  }
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/** What the values of a property mean, by its name at any depth. */
export interface Meaning {
  /** Properties whose text is a JSON policy. */
  documents?: readonly string[];
  /** Properties whose list has no order. */
  sets?: readonly string[];
}

/** Deep equality; policies and sets by meaning, and assets by their hash. */
export function same(left: unknown, right: unknown, meaning: Meaning, key = ""): boolean {
  if (left === right) return true;
  if (typeof left === "string" && typeof right === "string") {
    return meaning.documents?.includes(key) === true && samePolicy(left, right);
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    if (left.length !== right.length) return false;
    const equal = (one: unknown, other: unknown) => same(one, other, meaning, key);
    const others = meaning.sets?.includes(key) === true ? inOrderOf(left, right, equal) : right;
    return left.every((entry, index) => equal(entry, others[index]));
  }
  if (!isBag(left) || !isBag(right)) return false;
  if (isAsset(left) && isAsset(right) && left.hash !== undefined) return left.hash === right.hash;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((name) => same(left[name], right[name], meaning, name));
}

/** The entries of a set, each at the place of its equal in the other; what has none fills the gaps and the end. */
export function inOrderOf(
  order: readonly unknown[],
  entries: readonly unknown[],
  equal: (one: unknown, other: unknown) => boolean,
): unknown[] {
  const rest = [...entries];
  const matched = order.map((one) => {
    const index = rest.findIndex((other) => equal(one, other));
    return index < 0 ? [] : rest.splice(index, 1);
  });
  return [...matched.flatMap((found) => (found.length > 0 ? found : rest.splice(0, 1))), ...rest];
}

/** Whether some of these changed and nothing else did: what a call for all the rest would be in vain for. */
export function changedOnly(
  names: readonly string[],
  before: Bag,
  after: Bag,
  meaning: Meaning,
): boolean {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !name.startsWith("__") && !same(before[name], after[name], meaning, name),
  );
  return changed.length > 0 && changed.every((name) => names.includes(name));
}

/** A copy without the undefined values, which the wire cannot carry. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, withoutUndefined(entry)]),
  );
}
