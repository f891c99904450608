import { type Limits, type TypeSchema, type Validation, valuesOf } from "./schema/typeSchema.ts";

/** How the released provider says what is wrong: its two kits have words of their own. */
export interface Phrases {
  length(name: string, limits: Limits, got: string, length: number): string;
  range(name: string, limits: Limits, got: string): string;
  values(name: string, values: readonly string[], got: string): string;
  pattern(name: string, pattern: string): string;
  tooMany(name: string, limit: number, got: number): string;
  tooFew(name: string, limit: number, got: number): string;
}

/** The words of each kit. */
export const phrases: Readonly<Record<TypeSchema["kind"], Phrases>> = {
  sdkv2: {
    length: (name, limits, got) => `expected length of ${name} to be ${within(limits)}, got ${got}`,
    range: (name, limits, got) => `expected ${name} to be ${within(limits)}, got ${got}`,
    values: (name, values, got) => `expected ${name} to be one of [${quoted(values)}], got ${got}`,
    pattern: (name, pattern) =>
      `invalid value for ${name} (must match regular expression "${pattern}")`,
    tooMany: (name, limit, got) =>
      `Too many list items. Attribute ${name} supports ${limit} item maximum, but config has ${got} declared.`,
    tooFew: (name, limit, got) =>
      `Not enough list items. Attribute ${name} requires ${limit} item minimum, but config has only ${got} declared.`,
  },
  framework: {
    length: (name, limits, _got, length) =>
      `Invalid Attribute Value Length. Attribute ${name} string length must be ${between(limits)}, got: ${length}`,
    range: (name, limits, got) =>
      `Invalid Attribute Value. Attribute ${name} value must be ${between(limits)}, got: ${got}`,
    values: (name, values, got) =>
      `Invalid Attribute Value Match. Attribute ${name} value must be one of: [${quoted(values)}], got: "${got}"`,
    pattern: (name, pattern) =>
      `Invalid Attribute Value Match. Attribute ${name} value must match regular expression "${pattern}"`,
    tooMany: (name, limit, got) =>
      `Invalid Attribute Value. Attribute ${name} must contain at most ${limit} elements, got: ${got}`,
    tooFew: (name, limit, got) =>
      `Invalid Attribute Value. Attribute ${name} must contain at least ${limit} elements, got: ${got}`,
  },
};

/** What is wrong with a known value; undefined when nothing is. A sensitive value, and the end of a long one, is not said. */
export function breach(
  said: Phrases,
  name: string,
  validation: Validation,
  value: unknown,
  sensitive: boolean,
): string | undefined {
  const text = String(value);
  const got = sensitive ? "(sensitive value)" : text.length > 200 ? `${text.slice(0, 200)}…` : text;
  if (typeof validation === "string") {
    const word = words[validation];
    return word === undefined || word.holds(text) ? undefined : word.says(name, got);
  }
  if (isList(validation)) {
    for (const one of validation) {
      const found = breach(said, name, one, value, sensitive);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if ("any" in validation) {
    const found = validation.any.map((one) => breach(said, name, one, value, sensitive));
    return found.includes(undefined) ? undefined : found.join(" or ");
  }
  if ("length" in validation) {
    // The provider counts bytes.
    const length = Buffer.byteLength(text);
    const fits = isWithin(validation.length, length);
    return fits ? undefined : said.length(name, validation.length, got, length);
  }
  if ("range" in validation) {
    const fits = isWithin(validation.range, Number(value));
    return fits ? undefined : said.range(name, validation.range, got);
  }
  if ("pattern" in validation) {
    const { pattern } = validation;
    return new RegExp(pattern).test(text) ? undefined : said.pattern(name, pattern);
  }
  const values = "enum" in validation ? valuesOf(validation.enum) : validation.values.map(String);
  return values.includes(text) ? undefined : said.values(name, values, got);
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/;
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Checks that the table says in words. */
const words: Readonly<
  Record<string, { holds(text: string): boolean; says(name: string, got: string): string }>
> = {
  arn: {
    holds: (text) =>
      text === "" || /^arn:[^:]+:[^:]+:[^:]*:(\d{12}|aws|aws-managed)?:.+$/.test(text),
    says: (name, got) => `"${name}" (${got}) is an invalid ARN`,
  },
  base64: {
    holds: (text) => /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0,
    says: (name) => `"${name}" must be base64-encoded`,
  },
  json: { holds: isJson, says: (name) => `"${name}" contains an invalid JSON` },
  "not empty": {
    holds: (text) => text !== "",
    says: (name) => `expected "${name}" to not be an empty string`,
  },
  "no curly opening quotes": {
    holds: (text) => !text.includes("\u201c"),
    says: (name) => `invalid value for ${name} (cannot contain specially formatted double quotes)`,
  },
  "HH:MM": {
    holds: (text) => time.test(text),
    says: (name, got) => `Attribute ${name} must be a time as HH:MM, got: ${got}`,
  },
  "YYYY-MM-DDTHH:MM:SS": {
    holds: (text) => dateTime.test(text),
    says: (name, got) => `Attribute ${name} must be a time as YYYY-MM-DDTHH:MM:SS, got: ${got}`,
  },
  "RFC 3339": {
    holds: (text) => rfc3339.test(text),
    says: (name, got) => `Attribute ${name} must be a valid RFC3339 date, got: ${got}`,
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isList(validation: Validation): validation is readonly Validation[] {
  return Array.isArray(validation);
}

function isWithin([smallest, largest]: Limits, value: number): boolean {
  return value >= (smallest ?? -Infinity) && value <= (largest ?? Infinity);
}

function within([smallest, largest]: Limits): string {
  if (largest === null) return `at least (${smallest ?? 0})`;
  if (smallest === null) return `at most (${largest})`;
  return `in the range (${smallest} - ${largest})`;
}

function between([smallest, largest]: Limits): string {
  if (largest === null) return `at least ${smallest ?? 0}`;
  if (smallest === null) return `at most ${largest}`;
  return `between ${smallest} and ${largest}`;
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(" ");
}
