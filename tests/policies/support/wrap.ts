import fc from "fast-check";
import type { GivenResource } from "./host.ts";

/** A resource that can be written in several ways. */
export interface Wrappable {
  readonly name: string;
  /** Tokens of the `aws` provider: the current one and those it still takes. */
  readonly tokens: readonly string[];
  readonly props: Readonly<Record<string, unknown>>;
  /** CloudFormation's type and properties, where it has the type. */
  readonly native?: {
    readonly type: string;
    readonly properties: Readonly<Record<string, unknown>>;
  };
}

/** The same resource, written in any way that makes it: by any token, with text for what is none, with objects as lists of one. */
export function wrapped(given: Wrappable): fc.Arbitrary<GivenResource> {
  const { name, native } = given;
  const ways = [
    fc.record({ type: fc.constantFrom(...given.tokens), props: respelled(given.props) }),
    ...(native === undefined ? [] : [natively(native.type, native.properties)]),
  ];
  return fc.oneof(...ways).map((made) => ({ ...made, name }));
}

/** A resource in CloudFormation's words, declared in any of the ways that there are besides the provider's own. */
export function natively(
  type: string,
  properties: Readonly<Record<string, unknown>>,
): fc.Arbitrary<GivenResource> {
  const [, service = "", kind = ""] = type.split("::");
  const template = JSON.stringify({ Resources: { It: { Type: type, Properties: properties } } });
  const yaml = `Resources:\n  It:\n    Type: ${type}\n    Properties: ${JSON.stringify(properties)}\n`;
  return fc.oneof(
    respelled(camel(properties) as Record<string, unknown>).map((props) => ({
      type: `aws-native:${service.toLowerCase()}:${kind}`,
      props,
    })),
    fc.constantFrom(JSON.stringify(properties), properties).map((desiredState) => ({
      type: "aws:cloudcontrol/resource:Resource",
      props: { typeName: type, desiredState },
    })),
    fc
      .record({
        type: fc.constantFrom(
          "aws:cloudformation/stack:Stack",
          "aws:cloudformation/stackSet:StackSet",
          "aws-native:cloudformation:Stack",
        ),
        templateBody: fc.constantFrom(template, yaml),
      })
      .map(({ type: token, templateBody }) => ({ type: token, props: { templateBody } })),
    fc.constant({
      type: "aws:cloudcontrol/resource:Resource",
      props: {
        typeName: "AWS::CloudFormation::Stack",
        desiredState: JSON.stringify({ TemplateBody: template }),
      },
    }),
    fc.constant({
      type: "aws-native:index:ExtensionResource",
      props: { type, properties: camel(properties) },
    }),
  );
}

/** A resource that has the same properties in `@pulumi/aws` as in CloudFormation, but for the case of its keys and the form of its tags. */
export function alike({
  type,
  native,
  name,
  props: { tags, ...props },
}: {
  readonly type: string;
  readonly native: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}): Wrappable {
  const listed =
    typeof tags === "object" && tags !== null
      ? { Tags: Object.entries(tags).map(([Key, Value]: [string, unknown]) => ({ Key, Value })) }
      : {};
  const properties = { ...(upperKeys(props) as Record<string, unknown>), ...listed };
  return {
    name,
    tokens: [type],
    props: tags === undefined ? props : { ...props, tags },
    native: { type: native, properties },
  };
}

/** Yes, as providers take it. */
export const yes = fc.constantFrom<unknown>(true, "true", "TRUE", "True", "t", "1", 1);

/** No, as providers take it. */
export const no = fc.constantFrom<unknown>(false, "false", "FALSE", "f", "0", 0);

/** Values in any spelling that a provider takes for the same; policy documents as objects or as JSON. */
function respelled(
  properties: Readonly<Record<string, unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  const spellings = Object.entries(properties).map(
    ([key, value]) =>
      [key, fc.constantFrom(...(key === "tags" ? [value] : spellingsOf(value)))] as const,
  );
  return fc.record(Object.fromEntries(spellings));
}

function spellingsOf(value: unknown): readonly unknown[] {
  if (typeof value === "boolean") return [value, String(value), value ? 1 : 0];
  if (typeof value === "number") return [value, String(value)];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [value];
  return "Statement" in value ? [value, JSON.stringify(value)] : [value, [value]];
}

/** Keys in lower camel case, but for those of policy documents. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null || "Statement" in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.replace(/^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z])/, (start) => start.toLowerCase()),
      camel(one),
    ]),
  );
}

/** Keys with their first letter in upper case, as CloudFormation has them. */
function upperKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key.slice(0, 1).toUpperCase() + key.slice(1),
      upperKeys(one),
    ]),
  );
}
