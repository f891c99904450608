import type { PolicyResourceOptions } from "@pulumi/policy";
import { field, isObject, list, type Plain, undecided } from "./plain.ts";
import type { Ref, Thing, ThingKind } from "./thing.ts";

/** What a reader makes a thing of: the properties that one resource was given, in one spelling. */
export interface Source {
  /** See {@link Thing}. */
  readonly name: string;
  readonly token: string;
  readonly urn: string;
  readonly props: Plain;
  readonly opts: PolicyResourceOptions;
  readonly provider?: string;
  /** URNs of the resources that a property was made from. */
  readonly sourcesOf: (property: string) => readonly string[];
}

/** Makes the things of a resource; a row of the registry. */
export type Reader = (source: Source) => readonly Thing[];

/** A field of the resource by its path. */
export function get(source: Source, ...path: readonly string[]): Plain {
  return field(source.props, ...path);
}

/** What a property names, one {@link Ref} per element. What is neither text nor unknown is left out. */
export function refsOf(
  source: Source,
  property: string,
  ...rest: readonly string[]
): readonly Ref[] {
  const sources = source.sourcesOf(property);
  const value = get(source, property, ...rest);
  return list(value).flatMap((one) => {
    if (typeof one === "string" || one === undecided) return [{ value: one, sources }];
    // A resource passed as it is arrives as its properties.
    if (!isObject(one)) return [];
    const id = one["name"] ?? one["id"] ?? one["arn"];
    return typeof id === "string" ? [{ value: id, sources }] : [{ value: undecided, sources }];
  });
}

/** The resource itself, for a thing that belongs to another of the same resource. */
export function selfRef(source: Source): Ref {
  return { value: undecided, sources: [source.urn] };
}

/** Makes a thing of a resource. */
export function make(
  source: Source,
  kind: ThingKind,
  fields: Readonly<Record<string, Plain>>,
  refs: Readonly<Record<string, readonly Ref[]>> = {},
  ids: readonly Plain[] = [],
): Thing {
  const { name, token, urn, opts, provider } = source;
  const known = ids.filter((id) => typeof id === "string" && id !== "") as string[];
  const of = provider === undefined ? {} : { provider };
  return { kind, name, token, urn, opts, fields, refs, ids: known, ...of };
}

/** Tags as an object, also where they are a list of `key` and `value`; with those that the provider adds by default. */
export function tagsOf(tags: Plain, all: Plain): Plain {
  if (tags === undecided || all === undecided) return undecided;
  if (all !== undefined && isObject(all)) {
    return tags !== undefined && isObject(tags) ? { ...all, ...tags } : all;
  }
  if (!Array.isArray(tags)) return tags;
  if (tags.some((one) => field(one, "key") === undecided)) return undecided;
  return Object.fromEntries(
    tags.flatMap((one) => {
      const key = field(one, "key");
      return typeof key === "string" ? [[key, field(one, "value")]] : [];
    }),
  );
}
