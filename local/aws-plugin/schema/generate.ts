import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { servedTypes } from "../registry.ts";

/** A description of the released provider: see "The table" in ../README.md. */
interface Description {
  source: { provider: string };
  enums: Record<string, string[]>;
  resources: Record<string, { framework: string; attributes: Described }>;
}

type Described = Record<string, Record<string, unknown> & { pulumi?: string | null }>;

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: node local/aws-plugin/schema/generate.ts FILE");
const description = JSON.parse(readFileSync(file, "utf8")) as Description;

const target = fileURLToPath(new URL("providerSchema.json", import.meta.url));
const present = JSON.parse(readFileSync(target, "utf8")) as {
  enums: Record<string, string[]>;
  types: Record<string, unknown>;
};

const types = servedTypes.toSorted().map((type) => {
  const found = description.resources[type];
  if (found !== undefined) {
    return [type, { kind: found.framework, attributes: convert(found.attributes) }] as const;
  }
  // A description may be of some types only; the others were written into the table from the provider's source.
  if (present.types[type] === undefined) throw new Error(`${file} does not describe ${type}`);
  return [type, present.types[type]] as const;
});
const used = new Set(
  [...JSON.stringify(types).matchAll(/"enum":"([^"]+)"/g)].map(([, name]) => name),
);
const table = {
  provider: description.source.provider,
  enums: Object.fromEntries(
    Object.entries({ ...present.enums, ...description.enums }).filter(([name]) => used.has(name)),
  ),
  types: Object.fromEntries(types),
};
writeFileSync(target, await format(JSON.stringify(table), { parser: "json", printWidth: 100 }));

/** By the names of Pulumi; what Pulumi does not have at the top is left out. */
function convert(attributes: Described, nested = false): Record<string, unknown> {
  const nameOf = (name: string) => attributes[name]?.pulumi ?? camelCase(name);
  const entries = Object.entries(attributes)
    .filter(([, attribute]) => nested || attribute.pulumi !== null)
    .map(([name, attribute]) => [nameOf(name), convertOne(name, attribute, nameOf)] as const);
  return Object.fromEntries(entries);
}

function convertOne(
  name: string,
  found: Described[string],
  nameOf: (name: string) => string,
): Record<string, unknown> {
  // Where a rule names others by their path, they are neighbours.
  const neighbours = (paths: unknown) =>
    (paths as string[] | undefined)?.map((path) => nameOf(path.split(".").at(-1) ?? path));
  const type = String(found.type);
  return {
    name,
    type,
    single: (/^(list|set)\(/.test(type) && found.max_items === 1) || undefined,
    required: found.required,
    optional: found.optional,
    computed: found.computed,
    forceNew: found.force_new,
    forceNewIf: found.force_new_if,
    default: found.default,
    maxItems: found.max_items,
    minItems: found.min_items,
    validate: found.validate,
    elementValidate: found.element_validate,
    conflictsWith: neighbours(found.conflicts_with),
    requiredWith: neighbours(found.required_with),
    exactlyOneOf: neighbours(found.exactly_one_of),
    sensitive: found.sensitive,
    writeOnly: found.write_only,
    policyDocument: found.policy_document,
    attributes: found.attributes && convert(found.attributes as Described, true),
  };
}

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
