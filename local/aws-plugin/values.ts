import type { Bag } from "./resource.ts";
import { samePolicy } from "./policyDocument.ts";

/** What stands for a value that is not known before the resource that it comes from exists. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

/** A file, a text or an archive that the program hands over, as the engine writes it on the wire. */
export interface Asset {
  text?: string;
  path?: string;
  hash?: string;
  /** What an archive is made of, by the names in it. */
  assets?: Record<string, Asset>;
}

export function isBag(value: unknown): value is Bag {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isAsset(value: unknown): value is Asset {
  return isBag(value) && (value[signatureKey] === assetSignature || isArchive(value));
}

/** Whether it is an archive: a zip file, a folder, or what is packed from other assets. */
export function isArchive(value: unknown): boolean {
  return isBag(value) && value[signatureKey] === archiveSignature;
}

/** Whether anything in it is not known before the resource that it comes from exists. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === unknownValue;
  return Object.values(value).some(holdsUnknown);
}

/** Empty values: AWS leaves out what the program may write out, and the other way round. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) {
    return true;
  }
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

/**
 * Whether two values that hold no others are the same: as text, since Terraform knows no other numbers and truths; policies
 * by meaning, assets by their hash.
 */
export function sameLeaf(left: unknown, right: unknown, policyDocument = false): boolean {
  if (left === right) return true;
  if (isAsset(left) && isAsset(right)) return left.hash !== undefined && left.hash === right.hash;
  if (!isScalar(left) || !isScalar(right)) return false;
  return (
    String(left) === String(right) || (policyDocument && samePolicy(String(left), String(right)))
  );
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
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
