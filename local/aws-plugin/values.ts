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

/** Deep equality; policies, named by the property that holds them, by meaning, and assets by their hash. */
export function same(
  left: unknown,
  right: unknown,
  documents: readonly string[],
  key = "",
): boolean {
  if (left === right) return true;
  if (typeof left === "string" && typeof right === "string") {
    return documents.includes(key) && samePolicy(left, right);
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((entry, index) => same(entry, right[index], documents, key))
    );
  }
  if (!isBag(left) || !isBag(right)) return false;
  if (isAsset(left) && isAsset(right) && left.hash !== undefined) return left.hash === right.hash;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((name) => same(left[name], right[name], documents, name));
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
