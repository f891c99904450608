import type { PolicyResourceOptions } from "@pulumi/policy";
import { field, isObject, list, plain, type Plain, undecided } from "./plain.ts";
import { readGuarded } from "./governance.ts";
import { nativeReaders, readers } from "./registry.ts";
import { get, make, type Reader, type Source } from "./source.ts";
import { lowerKeys, readTemplate } from "./template.ts";
import type { Thing } from "./thing.ts";

/** What a policy gets of a resource, of one alone or of a stack. */
export interface GivenResource {
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly props: unknown;
  readonly opts: PolicyResourceOptions;
  readonly provider?: { readonly urn: string };
  readonly propertyDependencies?: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/**
 * The things that a resource makes; the first is always the `resource` itself, with `tags` and, where AWS has given it one, its ARN. What may hide things of interest and cannot
 * be read is `unreadable`, with `why`.
 */
export function readThings(resource: GivenResource): readonly Thing[] {
  const { name, type, urn, opts, provider, propertyDependencies = {} } = resource;
  const sourcesOf = (property: string) =>
    (propertyDependencies[property] ?? []).map((dependency) => dependency.urn);
  const props = plain(resource.props);
  const of = provider === undefined ? {} : { provider: provider.urn };
  const source: Source = { name, token: type, urn, opts, props, sourcesOf, ...of };
  return [declared(source), ...(wrappers.get(type) ?? readers.get(type) ?? readGuarded)(source)];
}

/** Tokens that make resources of other types. */
const wrappers: ReadonlyMap<string, Reader> = new Map([
  ["aws:cloudcontrol/resource:Resource", readCloudControl],
  ["aws:cloudformation/stack:Stack", (source) => readStackTemplate(source, "templateBody")],
  ["aws:cloudformation/stackSet:StackSet", (source) => readStackTemplate(source, "templateBody")],
  ["aws-native:cloudformation:Stack", (source) => readStackTemplate(source, "templateBody")],
  ["aws-native:cloudformation:StackSet", (source) => readStackTemplate(source, "templateBody")],
  ["aws-native:index:ExtensionResource", readExtension],
]);

function declared(source: Source): Thing {
  const tags = tagsOf(get(source, "tags"), get(source, "tagsAll"));
  const isOfAws = /^(aws|aws-native):/.test(source.token);
  return make(source, "resource", { tags }, {}, isOfAws ? [get(source, "arn")] : []);
}

/** Tags as an object, also where they are a list of `key` and `value`; with those that the provider adds by default. */
function tagsOf(tags: Plain, all: Plain): Plain {
  if (all !== undefined && isObject(all)) {
    return tags !== undefined && isObject(tags) ? { ...all, ...tags } : all;
  }
  if (!Array.isArray(tags)) return tags;
  return Object.fromEntries(
    tags.flatMap((one) => {
      const key = field(one, "key");
      return typeof key === "string" ? [[key, field(one, "value")]] : [];
    }),
  );
}

function readCloudControl(source: Source): readonly Thing[] {
  const type = get(source, "typeName");
  const state = get(source, "desiredState");
  if (typeof type !== "string") return [unreadable(source, "the type is not known")];
  return readNative(source, type, typeof state === "string" ? parseState(state) : state);
}

function readExtension(source: Source): readonly Thing[] {
  const type = get(source, "type");
  if (typeof type !== "string") return [unreadable(source, "the type is not known")];
  return readNative(source, type, get(source, "properties"));
}

function readNative(source: Source, type: string, properties: Plain): readonly Thing[] {
  const reader = nativeReaders.get(type);
  if (reader === undefined) return [];
  if (properties === undecided || properties === undefined) {
    return [unreadable(source, `the properties of ${type} are not known`)];
  }
  if (!isObject(properties)) return [unreadable(source, `the properties of ${type} are no object`)];
  const all = source.sourcesOf("desiredState");
  const inner: Source = {
    ...source,
    token: type,
    props: lowerKeys(properties),
    sourcesOf: () => all,
  };
  return [declared(inner), ...reader(inner)];
}

function readStackTemplate(source: Source, property: string): readonly Thing[] {
  const body = get(source, property);
  if (body === undefined) return [unreadable(source, "its template is elsewhere")];
  if (typeof body !== "string") return [unreadable(source, "its template is not known")];
  const resources = readTemplate(body);
  if (resources === undefined) return [unreadable(source, "its template cannot be read")];
  return resources.flatMap(({ id, type, properties, sourcesOf }) => {
    const inner: Source = {
      ...source,
      name: `${source.name}/${id}`,
      token: type,
      urn: `${source.urn}#${id}`,
      props: properties,
      sourcesOf: (name) => sourcesOf(name).map((other) => `${source.urn}#${other}`),
    };
    if (type === "AWS::CloudFormation::Stack" || type.startsWith("Custom::")) {
      return [unreadable(inner, `a ${type} makes what cannot be read here`)];
    }
    const things = nativeReaders.get(type)?.(inner) ?? [];
    return [declared(inner), ...things];
  });
}

function parseState(text: string): Plain {
  try {
    return plain(JSON.parse(text));
  } catch {
    return text;
  }
}

function unreadable(source: Source, why: string): Thing {
  return make(source, "unreadable", { why, tokens: list(source.token) as Plain[] });
}
