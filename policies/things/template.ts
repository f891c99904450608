import { parse } from "yaml";
import { isObject, plain, type Plain, type PlainObject, undecided } from "./plain.ts";

/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  /** Keys in lower camel case; what an intrinsic function gives is {@link undecided}. */
  readonly properties: Plain;
  /** Ids of the resources that a property was made from. */
  readonly sourcesOf: (property: string) => readonly string[];
}

/** Reads the resources of a template, JSON or YAML; `undefined` when it is none. */
export function readTemplate(body: string): readonly TemplateResource[] | undefined {
  const template = parseTemplate(body);
  if (template === undefined || !isObject(template)) return undefined;
  const resources = template["Resources"];
  if (resources === undefined || !isObject(resources)) return undefined;
  return Object.entries(resources).map(([id, resource]) => {
    const given = resource !== undefined && isObject(resource) ? resource : emptyObject;
    const { Type: type, Properties: properties } = given;
    return {
      id,
      type: typeof type === "string" ? type : "",
      properties: lowerKeys(properties),
      sourcesOf: (property) => referencesIn(findProperty(properties, property)),
    };
  });
}

/**
 * CloudFormation's properties with their keys in lower camel case. Policy documents keep theirs, as theirs are IAM's; an intrinsic
 * function is a value that is not known yet, but for `Fn::Sub` without variables.
 */
export function lowerKeys(value: Plain, isDocument = false): Plain {
  if (Array.isArray(value)) return value.map((one) => lowerKeys(one, isDocument));
  if (value === undefined || !isObject(value)) return value;
  const [only = "", ...more] = Object.keys(value);
  if (more.length === 0 && (only === "Ref" || only.startsWith("Fn::"))) {
    const text = value[only];
    return only === "Fn::Sub" && typeof text === "string" && !text.includes("${")
      ? text
      : undecided;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      isDocument ? key : lowerFirst(key),
      lowerKeys(one, isDocument || /(Document|Policy)$/.test(key)),
    ]),
  );
}

const emptyObject: PlainObject = {};

/** The short forms of YAML: `!Ref Role` for `{ Ref: Role }`. */
const shortForms = [
  "Ref",
  "Sub",
  "GetAtt",
  "Join",
  "Select",
  "Split",
  "FindInMap",
  "ImportValue",
  "If",
  "Base64",
  "Cidr",
  "GetAZs",
  "Transform",
  "Equals",
  "Not",
  "And",
  "Or",
  "Condition",
];
const customTags = shortForms.flatMap((name) => {
  const full = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => ({ [full]: text }) },
    {
      tag,
      collection: "seq" as const,
      resolve: (node: { toJSON(): unknown }) => ({ [full]: node.toJSON() }),
    },
    {
      tag,
      collection: "map" as const,
      resolve: (node: { toJSON(): unknown }) => ({ [full]: node.toJSON() }),
    },
  ];
});

function parseTemplate(body: string): Plain {
  try {
    return plain(parse(body, { customTags, logLevel: "silent", maxAliasCount: 100 }));
  } catch {
    return undefined;
  }
}

function findProperty(properties: Plain, property: string): Plain {
  if (properties === undefined || !isObject(properties)) return undefined;
  const name = Object.keys(properties).find((key) => lowerFirst(key) === property);
  return name === undefined ? undefined : properties[name];
}

/** Logical ids in `Ref`, `Fn::GetAtt` and `${…}`. */
function referencesIn(value: Plain): readonly string[] {
  if (typeof value !== "object") return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(value).flatMap(([key, one]: [string, Plain]) => {
    if (key === "Ref" && typeof one === "string") return [one];
    const [first] = Array.isArray(one) ? one : [one];
    if (key === "Fn::GetAtt" && typeof first === "string") return [first.split(".")[0] ?? first];
    if (key === "Fn::Sub" && typeof first === "string") {
      return [...first.matchAll(/\$\{(\w+)[.}]/g)].map(([, id = ""]) => id);
    }
    return referencesIn(one);
  });
}

/** `BucketName` as `bucketName`, `SSEAlgorithm` as `sseAlgorithm`. */
function lowerFirst(key: string): string {
  return key.replace(/^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z])/, (start) => start.toLowerCase());
}
