import type { Bag, ServedResource } from "./resource.ts";
import { planRules } from "./planRules.ts";
import type { Attribute, Attributes, TypeSchema } from "./schema/typeSchema.ts";
import { inOrderOf, isAsset, isBag, isEmpty, sameLeaf, unknownValue } from "./values.ts";

/** One changed property, by its path as the engine writes it. */
export interface PropertyChange {
  path: string;
  kind: "add" | "delete" | "update";
  replaces: boolean;
}

/** What changes between the state and a set of checked inputs. */
export interface InputDiff {
  changes: PropertyChange[];
  /** The inputs because of which the resource must be made anew. */
  replaces: string[];
  /** Whether the old one must go first, since both would have the same physical name. */
  deleteBeforeReplace: boolean;
}

/**
 * Compares the inputs of this run with the state, which is what the last read gave, as the released provider does. What AWS
 * fills in and the program leaves out is a difference, in every run, unless the schema calls it computed.
 */
export function diffInputs(resource: ServedResource, state: Bag, inputs: Bag): InputDiff {
  const { replacesFor, ignores } = planRules[resource.type] ?? {};
  const ignored = ignores?.(state, inputs) ?? [];
  const changes = changesWithin(resource.schema.attributes, state, inputs).filter(
    ({ path }) => !ignored.includes(topOf(path)),
  );
  const byRule = changes.length === 0 ? [] : (replacesFor?.(state, inputs) ?? []);
  const found = changes.map((change) => ({
    ...change,
    replaces: change.replaces || byRule.includes(topOf(change.path)),
  }));
  const replaces = [
    ...new Set(found.filter((change) => change.replaces).map(({ path }) => topOf(path))),
  ];
  return {
    changes: found,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && keepsName(resource, state, inputs),
  };
}

/** Whether these attributes changed and nothing else did: what a call for all the rest would be in vain for. */
export function changedOnly(
  names: readonly string[],
  { attributes }: TypeSchema,
  state: Bag,
  inputs: Bag,
): boolean {
  const changed = changesWithin(attributes, state, inputs).map(({ path }) => topOf(path));
  return changed.length > 0 && changed.every((name) => names.includes(name));
}

/** Whether a value of the state and one of the program are no difference. */
export function meansTheSame(
  attribute: Attribute,
  before: unknown,
  after: unknown,
  inSet = false,
): boolean {
  return changesOf("", attribute, before, after, inSet).length === 0;
}

/** What each entry of a list or a set is. */
export function entryOf({ name, type, attributes, policyDocument }: Attribute): Attribute {
  const entry = { name, type: type.replace(/^\w+\((.*)\)$/, "$1") };
  return {
    ...entry,
    ...(attributes ? { attributes } : {}),
    ...(policyDocument ? { policyDocument } : {}),
  };
}

/** A generated name is made anew for a replacement; one that the program gave can exist only once. */
function keepsName(resource: ServedResource, state: Bag, inputs: Bag): boolean {
  const name = resource.naming?.input;
  if (name === undefined) return false;
  const generated = Array.isArray(inputs.__defaults) && inputs.__defaults.includes(name);
  return !generated && sameLeaf(state[name], inputs[name]);
}

function changesWithin(attributes: Attributes, state: Bag, inputs: Bag): PropertyChange[] {
  return Object.entries(attributes)
    .filter(([, attribute]) => attribute.required === true || attribute.optional === true)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, attribute]) =>
      changesOf(name, attribute, state[name], inputs[name], false).map((change) => ({
        ...change,
        replaces: change.replaces || (name === "region" && inputs.region !== undefined),
      })),
    );
}

function changesOf(
  path: string,
  attribute: Attribute,
  before: unknown,
  after: unknown,
  inSet: boolean,
): PropertyChange[] {
  const replaces = attribute.forceNew === true;
  if (after === undefined) {
    if (attribute.default !== undefined && sameLeaf(before, attribute.default)) return [];
    // In an entry of a set, what AWS filled in makes it another entry.
    const kept = attribute.computed === true && !inSet;
    return kept || isEmpty(before) ? [] : [{ path, kind: "delete", replaces }];
  }
  if (after !== unknownValue && isEmpty(before) && isEmpty(after)) return [];
  if (before === undefined) return [{ path, kind: "add", replaces }];
  const nested = nestedChanges(path, attribute, before, after, inSet);
  if (nested !== undefined) {
    return nested.map((change) => ({ ...change, replaces: change.replaces || replaces }));
  }
  const same = after !== unknownValue && sameLeaf(before, after, attribute.policyDocument);
  return same ? [] : [{ path, kind: "update", replaces }];
}

function nestedChanges(
  path: string,
  attribute: Attribute,
  before: unknown,
  after: unknown,
  inSet: boolean,
): PropertyChange[] | undefined {
  if (Array.isArray(before) && Array.isArray(after)) {
    const entry = entryOf(attribute);
    if (attribute.type.startsWith("set(")) return setChanges(path, entry, before, after);
    return Array.from({ length: Math.max(before.length, after.length) }).flatMap((_, index) =>
      changesOf(`${path}[${index}]`, entry, before[index], after[index], inSet),
    );
  }
  if (!isBag(before) || !isBag(after) || isAsset(before) || isAsset(after)) return undefined;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const child = attribute.attributes?.[name] ?? { name, type: "string" };
    return changesOf(path + step(name), child, before[name], after[name], inSet);
  });
}

/** A set has no order, and an entry that differs in one field is another entry. */
function setChanges(
  path: string,
  entry: Attribute,
  before: readonly unknown[],
  after: readonly unknown[],
): PropertyChange[] {
  const equal = (one: unknown, other: unknown) => meansTheSame(entry, one, other, true);
  const aligned = inOrderOf(before, after, equal);
  return Array.from({ length: Math.max(before.length, after.length) }).flatMap(
    (_, index): PropertyChange[] => {
      const [old, wanted] = [before[index], aligned[index]];
      const place = { path: `${path}[${index}]`, replaces: false };
      if (wanted === undefined) return [{ ...place, kind: "delete" }];
      if (old === undefined) return [{ ...place, kind: "add" }];
      return equal(old, wanted) ? [] : [{ ...place, kind: "update" }];
    },
  );
}

function topOf(path: string): string {
  return path.replace(/[.[].*$/, "");
}

function step(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
