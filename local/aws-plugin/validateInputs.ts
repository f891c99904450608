import { entryOf } from "./diffInputs.ts";
import type { CheckFailure } from "./checkInputs.ts";
import type { Bag } from "./resource.ts";
import type { Attribute, Attributes, TypeSchema } from "./schema/typeSchema.ts";
import { breach, phrases } from "./validateValue.ts";
import { isAsset, isBag, unknownValue } from "./values.ts";

/**
 * Checks what is known of the inputs against the schema, as the released provider does in a preview, with its kind of messages.
 * `filled` are those that the program did not write: they conflict with nothing.
 */
export function validateInputs(
  kind: TypeSchema["kind"],
  attributes: Attributes,
  inputs: Bag,
  filled: readonly string[] = [],
): CheckFailure[] {
  return checkBlock({ kind, name: "", property: "" }, attributes, inputs, filled);
}

/** Where something stands: as the provider calls it, and as Pulumi does. */
interface Place {
  kind: TypeSchema["kind"];
  name: string;
  property: string;
}

function checkBlock(
  place: Place,
  attributes: Attributes,
  block: Bag,
  filled: readonly string[] = [],
): CheckFailure[] {
  return Object.entries(attributes).flatMap(([key, attribute]) => {
    const here = {
      kind: place.kind,
      name: joined(place.name, attribute.name),
      property: joined(place.property, key),
    };
    const written = (name: string) => isWritten(block[name]) && !filled.includes(name);
    return [
      ...relationFailures(here, key, attribute, attributes, written, block),
      ...checkValue(here, attribute, block[key]),
    ];
  });
}

function relationFailures(
  { name, property }: Place,
  key: string,
  attribute: Attribute,
  attributes: Attributes,
  written: (name: string) => boolean,
  block: Bag,
): CheckFailure[] {
  const namesOf = (keys: readonly string[]) =>
    keys.map((other) => attributes[other]?.name ?? other);
  const failures: string[] = [];
  const { required, conflictsWith = [], requiredWith = [], exactlyOneOf = [] } = attribute;
  if (required === true && !isWritten(block[key])) {
    failures.push(
      `Missing required argument. The argument "${name}" is required, but no definition was found.`,
    );
  }
  const conflicts = written(key) ? conflictsWith.filter(written) : [];
  failures.push(...namesOf(conflicts).map((other) => `"${name}": conflicts with ${other}`));
  const group = exactlyOneOf.filter(written);
  // Each of the group has the rule; the first one says it.
  if (exactlyOneOf.length > 0 && exactlyOneOf[0] === key && group.length !== 1) {
    const all = `\`${namesOf(exactlyOneOf).join(",")}\``;
    const held = `\`${namesOf(group).join(",")}\``;
    failures.push(
      group.length === 0
        ? `"${name}": one of ${all} must be specified`
        : `"${name}": only one of ${all} can be specified, but ${held} were specified.`,
    );
  }
  if (written(key) && requiredWith.some((other) => !isWritten(block[other]))) {
    const all = namesOf([key, ...requiredWith]).join(",");
    failures.push(`"${name}": all of \`${all}\` must be specified`);
  }
  return failures.map((reason) => ({ property, reason }));
}

function checkValue(place: Place, attribute: Attribute, value: unknown): CheckFailure[] {
  if (!isWritten(value) || value === unknownValue || isAsset(value)) return [];
  const { validate, elementValidate, attributes, sensitive } = attribute;
  const said = phrases[place.kind];
  const failures: CheckFailure[] = [];
  const fail = (reason: string | undefined) => {
    if (reason !== undefined) failures.push({ property: place.property, reason });
  };
  if (Array.isArray(value)) {
    const { maxItems = Infinity, minItems = 0 } = attribute;
    if (value.length > maxItems) fail(said.tooMany(place.name, maxItems, value.length));
    if (value.length < minItems) fail(said.tooFew(place.name, minItems, value.length));
    const entry = elementValidate ? { validate: elementValidate } : {};
    const checked = value.flatMap((item, index) => {
      const there = {
        kind: place.kind,
        name: `${place.name}.${index}`,
        property: `${place.property}[${index}]`,
      };
      return checkValue(there, { ...entryOf(attribute), ...entry }, item);
    });
    return [...failures, ...checked];
  }
  if (isBag(value)) {
    if (attributes === undefined) return failures;
    const inside = attribute.single ? { ...place, name: `${place.name}.0` } : place;
    return checkBlock(inside, attributes, value);
  }
  if (validate !== undefined) fail(breach(said, place.name, validate, value, sensitive === true));
  return failures;
}

function isWritten(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function joined(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}
