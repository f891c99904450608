import type { Shape } from "./serviceModel.ts";
import { toRegExp } from "./toRegExp.ts";

/** One thing that a shape demands of its values, in AWS's words. */
export interface Constraint {
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

/** What a shape demands of a value of its type, in the order in which AWS lists it (boto/boto3#2601). */
export function constraintsOf(shape: Shape): readonly Constraint[] {
  const { type, min, max, pattern, enum: allowed } = shape;
  const isNumber = type === "integer" || type === "long" || type === "double";
  const measure = isNumber ? Number : lengthOf;
  const quantity = isNumber ? "value" : "length";
  const matches = pattern === undefined ? undefined : toRegExp(pattern);
  const values = allowed && new Set<unknown>(allowed);
  return [
    max !== undefined && {
      text: `Member must have ${quantity} less than or equal to ${max}`,
      holds: (value: unknown) => measure(value) <= max,
    },
    min !== undefined && {
      text: `Member must have ${quantity} greater than or equal to ${min}`,
      holds: (value: unknown) => measure(value) >= min,
    },
    matches !== undefined && {
      text: `Member must satisfy regular expression pattern: ${pattern ?? ""}`,
      holds: (value: unknown) => matches.test(String(value)),
    },
    values !== undefined && {
      text: `Member must satisfy enum value set: [${(allowed ?? []).join(", ")}]`,
      holds: (value: unknown) => values.has(value),
    },
  ].filter((constraint) => constraint !== false);
}

/** Characters of a text, elements of a list, entries of a map without those that are null. */
function lengthOf(value: unknown): number {
  if (typeof value === "string") return Array.from(value).length;
  if (Array.isArray(value)) return value.length;
  return Object.values(value ?? {}).filter((element) => element !== null).length;
}
