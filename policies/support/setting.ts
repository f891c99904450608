import type { PolicyConfigSchema } from "@pulumi/policy";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** One setting of a policy, as JSON schema, with what it is when nobody sets it. */
export interface Setting<Value> extends JsonSchema {
  readonly description: string;
  default: Value & (string | number | boolean | object);
}

/** The settings of a policy by name: the `properties` of its `configSchema`. */
export type Settings = Record<string, Setting<unknown>>;

/** What a policy with these settings is configured with. */
export type ConfigOf<S extends Settings> = { readonly [Name in keyof S]: S[Name]["default"] };

/** A whole number. */
export function integer(
  description: string,
  defaultValue: number,
  range: { readonly minimum: number; readonly maximum?: number },
): Setting<number> {
  return { type: "integer", description, default: defaultValue, ...range };
}

/** Yes or no. */
export function flag(description: string, defaultValue: boolean): Setting<boolean> {
  return { type: "boolean", description, default: defaultValue };
}

/** A text. */
export function text(description: string, defaultValue: string): Setting<string> {
  return { type: "string", minLength: 1, description, default: defaultValue };
}

/** A list of texts, each once. */
export function texts(
  description: string,
  defaultValue: readonly string[],
): Setting<readonly string[]> {
  return {
    type: "array",
    items: { type: "string", minLength: 1 },
    uniqueItems: true,
    description,
    default: defaultValue,
  };
}

/** What was configured, with the defaults for the rest: not every host fills them in. */
export function configOf<S extends Settings>(
  settings: S,
  args: { getConfig(): object },
): ConfigOf<S> {
  const defaults = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [name, setting.default]),
  );
  return { ...defaults, ...args.getConfig() } as ConfigOf<S>;
}

/** What a configuration says of a policy under names that are no settings of it, a sentence each: the engine passes over them. */
export function findUnknownSettings(
  policy: string,
  settings: Settings,
  args: { getConfig(): object },
): readonly string[] {
  const known = Object.keys(settings);
  return Object.keys(args.getConfig())
    .filter((name) => name !== "enforcementLevel" && !known.includes(name))
    .map((name) => `${policy} has no setting ${name}; it has ${known.join(", ")}`);
}
