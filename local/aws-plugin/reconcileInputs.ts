import type { Bag, ServedResource } from "./resource.ts";
import type { Attributes } from "./schema/typeSchema.ts";
import { isAsset, isBag, isEmpty } from "./values.ts";

/**
 * The inputs after a refresh: what the program last wrote, with the values of the state. What it did not write does not
 * become an input; the next diff finds it in the state. An import takes everything that could have been written, without what is
 * empty or the default (pulumi-terraform-bridge, `extractSchemaInputs`).
 */
export function reconcileInputs(resource: ServedResource, inputs: Bag, state: Bag): Bag {
  const imported = Object.keys(inputs).every((key) => key === "region" || key.startsWith("__"));
  if (imported) {
    const isUsual = (key: string, value: unknown) =>
      isEmpty(value) && resource.schema.attributes[key]?.default !== true;
    const known = Object.entries(state)
      .filter(([key, value]) => resource.inputs.includes(key) && !isUsual(key, value))
      .map(([key, value]): [string, unknown] => [
        key,
        writtenOut(value, resource.schema.attributes[key]?.attributes),
      ]);
    return { __defaults: [], ...inputs, ...Object.fromEntries(known) };
  }
  return Object.fromEntries(
    Object.entries(inputs)
      .map(([key, value]) => [key, key in state ? inShapeOf(value, state[key]) : value] as const)
      .filter(([, value]) => value !== undefined),
  );
}

/** A block, or a list of them, with what a program could have written, and without what it need not. */
function writtenOut(value: unknown, attributes: Attributes | undefined): unknown {
  if (attributes === undefined) return value;
  if (Array.isArray(value)) return value.map((entry) => writtenOut(entry, attributes));
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const { required, optional, attributes: block, default: usual } = attributes[name] ?? {};
      if (required !== true && optional !== true) return [];
      const written = writtenOut(inner, block);
      const isNeedless = usual === undefined ? isEmpty(written) : written === usual;
      return required !== true && isNeedless ? [] : [[name, written]];
    }),
  );
}

function inShapeOf(written: unknown, value: unknown): unknown {
  if (Array.isArray(written) && Array.isArray(value)) {
    return value.map((entry, index) => inShapeOf(written[index], entry));
  }
  if (isAsset(value) || !isBag(written) || !isBag(value)) return value;
  const names = Object.keys(written).filter((name) => value[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, inShapeOf(written[name], value[name])]));
}
