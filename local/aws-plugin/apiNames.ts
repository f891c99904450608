import { isBag } from "./values.ts";

/** A structure of the API as Pulumi writes it: `DataSourceArn` is `dataSourceArn`, at every depth. */
export type Written<T> = T extends readonly (infer Entry)[]
  ? Written<Entry>[]
  : T extends object
    ? { [Key in keyof T as Uncapitalize<Key & string>]: Written<T[Key]> }
    : T;

/** From Pulumi's names to those of the API. */
export function toApi<T>(value: Written<T>): T {
  return renamed(value, (name) => name.charAt(0).toUpperCase() + name.slice(1)) as T;
}

/** From the names of the API to Pulumi's. `hidden` are structure members that the released provider does not know. */
export function fromApi<T>(value: T, hidden: readonly string[] = []): Written<T> {
  return renamed(value, uncapitalized, hidden) as Written<T>;
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function renamed(
  value: unknown,
  rename: (name: string) => string,
  hidden: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, rename, hidden));
  if (!isBag(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, entry]) => entry !== undefined && !hidden.includes(name))
      .map(([name, entry]) => [rename(name), renamed(entry, rename, hidden)]),
  );
}
