/** Stands for a value that a preview does not know yet. */
export const undecided: unique symbol = Symbol("not known during preview");

/** See {@link undecided}. */
export type Undecided = typeof undecided;

/**
 * Reads a field of a resource's properties. Touching a value that is not known yet throws, and the host then downgrades the
 * whole policy to an advisory remark; this gives {@link undecided} instead, so that the rest is still judged.
 *
 * @returns the value, `undefined` when it is absent, or {@link undecided}
 */
export function read(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (current === undecided) return undecided;
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) {
      return undefined;
    }
    try {
      current = (current as Record<string | number, unknown>)[key];
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      return undecided;
    }
  }
  return current;
}

/** The elements of a list, each as {@link read} gives it; a single value is a list of one, as in IAM's JSON. */
export function readList(value: unknown, ...path: readonly (string | number)[]): unknown[] {
  const found = read(value, ...path);
  if (found === undefined || found === null) return [];
  if (!Array.isArray(found)) return [found];
  return found
    .keys()
    .map((index) => read(found, index))
    .toArray();
}

/** The texts in a list: what is not known yet is left out. */
export function readTexts(value: unknown, ...path: readonly (string | number)[]): string[] {
  return readList(value, ...path).filter((element) => typeof element === "string");
}

/** Whether a value, or something within it, is not known yet. */
export function isPartial(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === undecided;
  return Object.keys(value).some((key) => isPartial(read(value, key)));
}

/** `@pulumi/policy` exports the class, but leaves it out of its type declarations. */
function isUnknownValueError(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}
