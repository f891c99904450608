import { parse, type Tags } from "yaml";
import { evaluate, intrinsicOf, isUndecidable, type Parameters } from "./intrinsic.ts";
import { field, isObject, list, plain, type Plain, type PlainObject, undecided } from "./plain.ts";

/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly id: string;
  readonly type: string;
  /** Keys in lower camel case; what an intrinsic function gives is {@link undecided}. */
  readonly properties: Plain;
  /** Whether a part of it is chosen by a condition, a mapping or a macro, so that the text does not say what it is. */
  readonly isUndecidable: boolean;
  /** Ids of the resources that a property was made from. */
  readonly sourcesOf: (property: string) => readonly string[];
}

/**
 * Reads the resources of a template, JSON, YAML or an object; `undefined` when it is none.
 *
 * @param given values of its parameters, as an object or as a list of `parameterKey` and `parameterValue`
 */
export function readTemplate(body: Plain, given?: Plain): readonly TemplateResource[] | undefined {
  const template = typeof body === "string" ? parseTemplate(body) : body;
  if (template === undefined || !isObject(template)) return undefined;
  const { Resources: resources, Transform: transform } = template;
  // A macro makes what stands nowhere in the text.
  if (resources === undefined || !isObject(resources) || transform !== undefined) return undefined;
  const parameters = parametersOf(template["Parameters"], given);
  return Object.entries(resources).map(([id, resource]) => {
    const one = resource !== undefined && isObject(resource) ? resource : emptyObject;
    const { Type: type, Properties: properties } = one;
    return {
      id,
      type: typeof type === "string" ? type : "",
      properties: lowerKeys(properties, parameters),
      isUndecidable: isUndecidable(properties),
      sourcesOf: (property) => referencesIn(findProperty(properties, property)),
    };
  });
}

/**
 * CloudFormation's properties with their keys in lower camel case. Policy documents and templates keep theirs. An intrinsic function
 * is what it gives where the template says so, and {@link undecided} otherwise.
 */
export function lowerKeys(
  value: Plain,
  parameters: Parameters = noParameters,
  isKept = false,
): Plain {
  if (Array.isArray(value)) {
    return value
      .map((one) => lowerKeys(one, parameters, isKept))
      .filter((one) => one !== undefined);
  }
  if (value === undefined || !isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined) {
    const given = evaluate(intrinsic, parameters);
    return isObject(given) ? undecided : given;
  }
  const copy = Object.create(null) as Record<string, Plain>;
  for (const [key, one] of Object.entries(value)) {
    const keeps = isKept || /(Document|Policy|TemplateBody)$/.test(key);
    copy[isKept ? key : lowerFirst(key)] = lowerKeys(one, parameters, keeps);
  }
  return copy;
}

/** What each parameter is: as it was given, or by default. One that is looked up, or not known, is {@link undecided}. */
function parametersOf(declared: Plain, given: Plain): Parameters {
  if (declared === undefined || !isObject(declared)) return noParameters;
  return new Map(
    Object.entries(declared).map(([name, parameter]) => {
      const type = field(parameter, "Type");
      const value = givenTo(name, given) ?? field(parameter, "Default");
      if (typeof type !== "string" || type.startsWith("AWS::SSM::")) return [name, undecided];
      const isList = type === "CommaDelimitedList" || type.startsWith("List<");
      return [name, isList && typeof value === "string" ? value.split(",") : (value ?? undecided)];
    }),
  );
}

function givenTo(name: string, given: Plain): Plain {
  if (!Array.isArray(given)) return field(given, name);
  const found = list(given).find((one) => field(one, "parameterKey") === name);
  return field(found, "parameterValue");
}

const noParameters: Parameters = new Map();
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
    // CloudFormation reads YAML 1.1, in which `yes` is true; its dates stay texts.
    return plain(
      parse(withoutTabs(body), {
        schema: "yaml-1.1",
        merge: true,
        customTags: (tags) => [...tags.filter(isNoDate), ...customTags],
        logLevel: "silent",
        maxAliasCount: 100,
      }),
    );
  } catch {
    return undefined;
  }
}

/** JSON may be indented with tabs, YAML not; within the texts of JSON there are none. */
function withoutTabs(body: string): string {
  return /^\s*\{/.test(body) ? body.replaceAll("\t", " ") : body;
}

function isNoDate(tag: Tags[number]): boolean {
  return typeof tag === "string" ? tag !== "timestamp" : !tag.tag.endsWith(":timestamp");
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
