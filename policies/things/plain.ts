/** Stands for a value that a preview does not know yet. */
export const undecided: unique symbol = Symbol("not known during preview");

/** See {@link undecided}. */
export type Undecided = typeof undecided;

/** What a resource was given, without the SDK's proxies: data, with {@link undecided} where a value is not known yet. */
export type Plain = undefined | boolean | number | string | Undecided | PlainObject | Plain[];

/** See {@link Plain}. It has no prototype, so that a key such as `constructor` is a key like any other. */
export interface PlainObject {
  readonly [key: string]: Plain;
}

/** Deeper than any type of a provider nests; what is below counts as {@link undecided}. */
const depthLimit = 60;

/**
 * Copies what the SDK's host hands out into plain data. `null` is as good as absent, as for the engine; touching a value that is
 * not known yet throws in the host's proxy, and becomes {@link undecided} here, so that the rest is judged all the same.
 */
export function plain(value: unknown, depth = 0): Plain {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "object") return isScalar(value) ? value : undefined;
  if (depth > depthLimit) return undecided;
  if (Array.isArray(value)) {
    return Array.from({ length: value.length }, (_, index) => plainField(value, index, depth));
  }
  const copy = Object.create(null) as Record<string, Plain>;
  for (const key of Object.keys(value)) copy[key] = plainField(value, key, depth);
  return copy;
}

function plainField(value: object, key: string | number, depth: number): Plain {
  try {
    return plain((value as Record<string | number, unknown>)[key], depth + 1);
  } catch (error) {
    if (!isUnknownValueError(error)) throw error;
    return undecided;
  }
}

function isScalar(value: unknown): value is boolean | number | string | Undecided {
  return ["boolean", "number", "string"].includes(typeof value) || value === undecided;
}

/** `@pulumi/policy` exports the class, but leaves it out of its type declarations. */
function isUnknownValueError(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}

/** Whether it is an object with keys. */
export function isObject(value: Plain): value is PlainObject {
  return typeof value === "object" && !Array.isArray(value);
}

/** A field by its path; a list of one stands for its element, as providers take blocks either way. {@link undecided} when it is not known. */
export function field(value: Plain, ...path: readonly string[]): Plain {
  let current = value;
  for (const key of path) {
    if (current === undecided) return undecided;
    if (Array.isArray(current) && current.length === 1) current = current[0];
    if (current === undefined || !isObject(current))
      return current === undecided ? undecided : undefined;
    current = current[key];
  }
  return current;
}

/** The elements of a list; a single value is a list of one, nothing an empty one. */
export function list(value: Plain): readonly Plain[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The texts of a list; what is not known yet, or no text, is left out. */
export function texts(value: Plain): readonly string[] {
  return list(value).filter((one) => typeof one === "string");
}

/** Yes or no, as a provider reads it: `"TRUE"`, `"1"` and `1` are yes as well. What is neither is absent. */
export function flag(value: Plain): boolean | Undecided | undefined {
  if (typeof value === "boolean" || value === undecided) return value;
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "string") return undefined;
  if (/^(true|t|1)$/i.test(value)) return true;
  return /^(false|f|0)$/i.test(value) ? false : undefined;
}

/** A number, or a text that is one, as a provider reads it. What is neither is `NaN`, so that it is never mistaken for absent. */
export function count(value: Plain): number | Undecided | undefined {
  if (value === undefined || value === undecided || typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}

/** Whether a value, or something within it, is not known yet. */
export function isPartial(value: Plain): boolean {
  if (value === undecided) return true;
  if (typeof value !== "object") return false;
  return Object.values(value).some((one) => isPartial(one));
}
