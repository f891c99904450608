import { readFileSync } from "node:fs";

/** A check of a value that is known: a word such as `arn`, one of the forms, or a list of which all must hold. */
export type Validation =
  | string
  | { length: Limits }
  | { range: Limits }
  | { pattern: string }
  | { enum: string }
  | { values: readonly (string | number)[] }
  | { any: readonly Validation[] }
  | readonly Validation[];

/** The smallest and the largest; null: no such limit. */
export type Limits = readonly [number | null, number | null];

/** The attributes of a resource or of a block, by the names that Pulumi gives them. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** One attribute as the released provider declares it. */
export interface Attribute {
  /** The provider's own name, which its messages say. */
  readonly name: string;
  /** Such as `string`, `map(string)`, `set(object)`. */
  readonly type: string;
  /** A list or set of at most one entry, which Pulumi writes without the list. */
  readonly single?: true;
  readonly required?: true;
  readonly optional?: true;
  /** AWS fills it in. With `optional`: only when the program leaves it out. */
  readonly computed?: true;
  /** A change replaces the resource. */
  readonly forceNew?: true;
  /** In words: when a change replaces. `planRules.ts` has the rule. */
  readonly forceNewIf?: string;
  readonly default?: string | number | boolean;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly validate?: Validation;
  /** Of each entry of a list or set. */
  readonly elementValidate?: Validation;
  /** Neighbours that must not be there as well. */
  readonly conflictsWith?: readonly string[];
  /** Neighbours that must be there as well. */
  readonly requiredWith?: readonly string[];
  /** Neighbours, itself among them, of which exactly one must be there. */
  readonly exactlyOneOf?: readonly string[];
  readonly sensitive?: true;
  /** Sent to AWS and kept nowhere. */
  readonly writeOnly?: true;
  /** A JSON policy: equal meaning is no difference. */
  readonly policyDocument?: true;
  readonly attributes?: Attributes;
}

/** One resource type of the released provider. */
export interface TypeSchema {
  /** Built with which of Terraform's two kits: they differ in what a failed creation leaves in the state. */
  readonly kind: "sdkv2" | "framework";
  readonly attributes: Attributes;
}

interface Table {
  readonly provider: string;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly types: Readonly<Record<string, TypeSchema>>;
}

const table = JSON.parse(
  readFileSync(new URL("providerSchema.json", import.meta.url), "utf8"),
) as Table;

/** What the released provider declares of a type, by its token; throws for a type that the table lacks. */
export function schemaOf(type: string): TypeSchema {
  const found = table.types[type];
  if (found === undefined) {
    throw new Error(
      `local/aws-plugin/schema/providerSchema.json has no ${type}; generate it anew, see local/aws-plugin/README.md`,
    );
  }
  return found;
}

/** The values of an enumeration that a validation names. */
export function valuesOf(name: string): readonly string[] {
  return table.enums[name] ?? [];
}
