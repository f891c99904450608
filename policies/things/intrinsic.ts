import { field, isObject, list, type Plain, type PlainObject, undecided } from "./plain.ts";

/** Values of a template's parameters; {@link undecided} where they are not known. */
export type Parameters = ReadonlyMap<string, Plain>;

/** An intrinsic function of CloudFormation and what it is given: `["Ref", "Role"]`. */
type Intrinsic = readonly [name: string, argument: Plain];

/** The intrinsic function that an object is: one with a single key of that kind. */
export function intrinsicOf(value: PlainObject): Intrinsic | undefined {
  const [only = "", ...more] = Object.keys(value);
  if (more.length > 0 || !(only === "Ref" || only.startsWith("Fn::"))) return undefined;
  return [only, value[only]];
}

/**
 * What an intrinsic function gives, as far as the template alone says it: parameters, and texts made of them. What
 * depends on other resources, the account or a condition is {@link undecided}; `AWS::NoValue` is absent.
 */
export function evaluate([name, argument]: Intrinsic, parameters: Parameters): Plain {
  switch (name) {
    case "Ref":
      if (argument === "AWS::NoValue") return undefined;
      return typeof argument === "string" && parameters.has(argument)
        ? parameters.get(argument)
        : undecided;
    case "Fn::Sub":
      return substitute(argument, parameters);
    case "Fn::Join":
      return join(argument, parameters);
    default:
      return undecided;
  }
}

/** Whether a value, or something within it, is chosen where the text does not say how: by a condition, a mapping or a macro. */
export function isUndecidable(value: Plain): boolean {
  if (typeof value !== "object") return false;
  return Object.entries(value).some(
    ([key, one]: [string, Plain]) => chosen.includes(key) || isUndecidable(one),
  );
}

const chosen = ["Fn::If", "Fn::FindInMap", "Fn::Transform"];

function substitute(argument: Plain, parameters: Parameters): Plain {
  const [text, variables] = list(argument);
  if (typeof text !== "string") return undecided;
  const unknown: string[] = [];
  const made = text.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
    if (literal !== "") return `\${${name}}`;
    const value = valueOf(field(variables, name) ?? parameters.get(name), parameters);
    if (typeof value === "string" || typeof value === "number") return String(value);
    unknown.push(name);
    return "";
  });
  return unknown.length === 0 ? made : undecided;
}

function join(argument: Plain, parameters: Parameters): Plain {
  const [separator, parts] = list(argument);
  if (typeof separator !== "string" || !Array.isArray(parts)) return undecided;
  const values = parts.map((part) => valueOf(part, parameters));
  return values.every((value) => typeof value === "string" || typeof value === "number")
    ? values.join(separator)
    : undecided;
}

function valueOf(value: Plain, parameters: Parameters): Plain {
  if (value === undefined || !isObject(value)) return value;
  const intrinsic = intrinsicOf(value);
  return intrinsic === undefined ? value : evaluate(intrinsic, parameters);
}
