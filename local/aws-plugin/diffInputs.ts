import type { Bag, Resource } from "./resource.ts";
import { isAsset, isBag, same, unknownValue, type Meaning } from "./values.ts";

/** One changed property, by its path as the engine writes it. */
export interface PropertyChange {
  path: string;
  kind: "add" | "delete" | "update";
  replaces: boolean;
}

/** What changes between two sets of checked inputs. */
export interface InputDiff {
  changes: PropertyChange[];
  /** The inputs because of which the resource must be made anew. */
  replaces: string[];
  /** Whether the old one must go first, since both would have the same physical name. */
  deleteBeforeReplace: boolean;
}

/** Compares the inputs of the last run with those of this one. */
export function diffInputs(resource: Resource, olds: Bag, news: Bag): InputDiff {
  const changes: PropertyChange[] = [];
  const replaces: string[] = [];
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  for (const key of [...keys].filter((name) => !name.startsWith("__")).sort()) {
    const change = key === "region" || resource.inputs[key] === "replace";
    const found = changesOf(key, key, olds[key], news[key], resource);
    changes.push(...found.map((entry) => ({ ...entry, replaces: change })));
    if (change && found.length > 0) replaces.push(key);
  }
  return {
    changes,
    replaces,
    deleteBeforeReplace: replaces.length > 0 && keepsName(resource, olds, news),
  };
}

/** A generated name is made anew for a replacement; one that the program gave can exist only once. */
function keepsName(resource: Resource, olds: Bag, news: Bag): boolean {
  const name = resource.naming?.input;
  if (name === undefined) return false;
  const generated = Array.isArray(news.__defaults) && news.__defaults.includes(name);
  return !generated && same(olds[name], news[name], {});
}

type Change = Omit<PropertyChange, "replaces">;

function changesOf(
  path: string,
  key: string,
  before: unknown,
  after: unknown,
  meaning: Meaning,
): Change[] {
  if (after !== unknownValue && same(before, after, meaning, key)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }).flatMap((_, index) =>
      changesOf(`${path}[${index}]`, key, before[index], after[index], meaning),
    );
  }
  if (isBag(before) && isBag(after) && !isAsset(before) && !isAsset(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      changesOf(path + step(name), name, before[name], after[name], meaning),
    );
  }
  return [{ path, kind: "update" }];
}

function step(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
