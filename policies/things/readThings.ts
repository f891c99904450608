import type { PolicyResourceOptions } from "@pulumi/policy";
import { field, isObject, list, plain, type Plain, type PlainObject, undecided } from "./plain.ts";
import { assertionsToken, readAssertions, readGuarded } from "./governance.ts";
import { nativeReaders, nativeToken, readers } from "./registry.ts";
import { get, make, type Reader, type Source, tagsOf } from "./source.ts";
import { lowerKeys, readTemplate } from "./template.ts";
import type { Thing } from "./thing.ts";

/** What a policy gets of a resource, of one alone or of a stack. */
export interface GivenResource {
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly props: unknown;
  readonly opts: PolicyResourceOptions;
  readonly provider?: { readonly urn: string; readonly type?: string };
  readonly propertyDependencies?: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/**
 * The things that a resource makes; the first is always the `resource` itself, with `tags`, its ARN where AWS has given it one, of a
 * provider its `plugin` (`name`, where it is another than the package's, and `from`, where it is fetched from), and, where the provider
 * of another package makes it, `madeBy`. What may hide things of interest and cannot be read is `unreadable`, with `why`.
 *
 * @param namesProviders whether the engine is known to name the provider of each resource: what has none is then a component, which makes
 *   nothing itself, whatever its type and its outputs pretend
 */
export function readThings(
  resource: GivenResource,
  { namesProviders = false }: { readonly namesProviders?: boolean } = {},
): readonly Thing[] {
  const { name, type, urn, opts, provider, propertyDependencies = {} } = resource;
  const sourcesOf = (property: string) =>
    (propertyDependencies[property] ?? []).map((dependency) => dependency.urn);
  const props = plain(resource.props);
  const of = provider === undefined ? {} : { provider: provider.urn };
  const source: Source = { name, token: type, urn, opts, props, sourcesOf, ...of };
  // The one component that says something by itself: what it stands for is no resource.
  if (type === assertionsToken) return [declared(source), ...readAssertions(source)];
  if (isPretended(resource, namesProviders)) {
    return [make(source, "resource", { madeBy: provider?.type })];
  }
  return [declared(source), ...(wrappers.get(type) ?? readers.get(type) ?? readGuarded)(source)];
}

/** Whether a resource is none of what its type says: a component, or made by the provider of another package, such as a dynamic one. */
function isPretended({ type, provider }: GivenResource, namesProviders: boolean): boolean {
  if (provider === undefined) return namesProviders && !type.startsWith("pulumi:providers:");
  const [ofPackage = ""] = type.split(":");
  return provider.type !== undefined && provider.type !== `pulumi:providers:${ofPackage}`;
}

/** CloudFormation's types that make resources of other types. */
const nativeWrappers: ReadonlyMap<string, Reader> = new Map([
  ["AWS::CloudFormation::Stack", readStackTemplate],
  ["AWS::CloudFormation::StackSet", readStackTemplate],
  ["AWS::CloudFormation::CustomResource", makesUnread],
  ["AWS::Serverless::Application", makesUnread],
  ["AWS::ServiceCatalog::CloudFormationProvisionedProduct", makesUnread],
]);

/** Tokens that make resources of other types. */
const wrappers: ReadonlyMap<string, Reader> = new Map([
  ["aws:cloudcontrol/resource:Resource", readCloudControl],
  ["aws:cloudformation/stack:Stack", readStackTemplate],
  ["aws:cloudformation/stackSet:StackSet", readStackTemplate],
  ["aws:cloudformation/stackInstances:StackInstances", readOverrides],
  ["aws:cloudformation/stackSetInstance:StackSetInstance", readOverrides],
  ["aws:serverlessrepository/cloudFormationStack:CloudFormationStack", makesUnread],
  ["aws:servicecatalog/provisionedProduct:ProvisionedProduct", makesUnread],
  ["aws-native:index:ExtensionResource", readExtension],
  ["aws-native:cloudformation:CustomResourceEmulator", makesUnread],
  ...nativeWrappers
    .entries()
    .map(([type, reader]): [string, Reader] => [nativeToken(type), reader]),
]);

/** Types of `@pulumi/aws` whose `arn` the program writes, so that it need not be of the account. */
const takingArn: ReadonlySet<string> = new Set([
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  "aws:kinesis/stream:Stream",
  "aws:lakeformation/resource:Resource",
  "aws:notifications/channelAssociation:ChannelAssociation",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:ssm/parameter:Parameter",
]);

/** The resource itself; `inherited` are tags that what makes it gives to all that it makes. */
function declared(source: Source, inherited?: Plain): Thing {
  const own = tagsOf(get(source, "tags"), get(source, "tagsAll"));
  const { props } = source;
  const plugin: PlainObject = {
    name: field(props, "__internal", "name"),
    from: field(props, "__internal", "pluginDownloadURL") ?? get(source, "pluginDownloadURL"),
  };
  const tags = inherited === undefined ? own : tagsOf(own, inherited);
  const isProvider = source.token.startsWith("pulumi:providers:");
  const isGiven = /^(aws|aws-native):/.test(source.token) && !takingArn.has(source.token);
  const ids: readonly Plain[] = isGiven ? [get(source, "arn")] : [];
  return make(source, "resource", { tags, ...(isProvider && { plugin }) }, {}, ids);
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
  const reader = nativeReaders.get(type) ?? nativeWrappers.get(type);
  if (reader === undefined) return isOfAws(type) ? [] : [unreadable(source, makerOf(type))];
  if (properties === undecided || properties === undefined) {
    return [unreadable(source, `the properties of ${type} are not known`)];
  }
  if (!isObject(properties)) return [unreadable(source, `the properties of ${type} are no object`)];
  const all = [...source.sourcesOf("desiredState"), ...source.sourcesOf("properties")];
  const inner: Source = {
    ...source,
    token: type,
    props: lowerKeys(properties),
    sourcesOf: () => all,
  };
  return [declared(inner), ...reader(inner)];
}

function readStackTemplate(source: Source): readonly Thing[] {
  const body = get(source, "templateBody");
  if (body === undefined) return [unreadable(source, "its template is elsewhere")];
  if (body === undecided) return [unreadable(source, "its template is not known")];
  const resources = readTemplate(body, get(source, "parameters"));
  if (resources === undefined) return [unreadable(source, "its template cannot be read")];
  const tags = tagsOf(get(source, "tags"), get(source, "tagsAll"));
  return resources.flatMap((resource) => {
    const { id, type, properties, sourcesOf } = resource;
    const inner: Source = {
      ...source,
      name: `${source.name}/${id}`,
      token: type,
      urn: `${source.urn}#${id}`,
      props: properties,
      sourcesOf: (name) => sourcesOf(name).map((other) => `${source.urn}#${other}`),
    };
    if (!isOfAws(type)) return [unreadable(inner, makerOf(type))];
    const reader = nativeReaders.get(type) ?? nativeWrappers.get(type);
    const things = [declared(inner, tags), ...(reader?.(inner) ?? [])];
    return reader !== undefined && resource.isUndecidable
      ? [...things, unreadable(inner, "a condition, a mapping or a macro says what it is")]
      : things;
  });
}

/** Whether a type is one of AWS, and no custom resource, module or type of somebody else, which may make anything. */
function isOfAws(type: string): boolean {
  return /^(AWS|Alexa)::/.test(type) && !type.endsWith("::MODULE");
}

function makerOf(type: string): string {
  return type === "" ? "its type is not known" : `a ${type} makes what cannot be read here`;
}

/** Instances of a stack set may have other parameters than those that the template was read with. */
function readOverrides(source: Source): readonly Thing[] {
  return get(source, "parameterOverrides") === undefined
    ? []
    : [unreadable(source, "it overrides parameters of a template")];
}

function makesUnread(source: Source): readonly Thing[] {
  return [unreadable(source, makerOf(source.token))];
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
