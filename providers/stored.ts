import { isDeepStrictEqual } from "node:util";

/** A property bag as the engine hands it over: with the serialised provider beside our own fields. */
export type Stored<T> = T & { readonly __provider?: string };

/** What the provider's process knows besides the resource. */
export interface ProviderContext {
  readonly profile?: string | undefined;
  /** The environment that approvals are read from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** `pulumi.runtime.unknownValue`: how a value that is not known yet reaches `check` and `diff` in a preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The bag without what the engine added. */
export function stateOf<T extends object>(bag: Stored<T>): Omit<Stored<T>, "__provider"> {
  const { __provider: _, ...state } = bag;
  return state;
}

/**
 * Compares two bags field by field. A change of a field that says what the resource is about makes it another resource.
 *
 * The provider's own code does not count: it is a shell that does nothing but call the handlers by their names, and these
 * serve every shell that was ever released (the recorded states of the tests hold them to it). So a new shell changes no
 * resource, and a state may keep the old one.
 */
export function diffStored<T extends object>(
  olds: Stored<T>,
  news: Stored<T>,
  identity: readonly (keyof T & string)[],
): { changes: boolean; replaces: string[] } {
  const changed = (field: string) => !isDeepStrictEqual(fieldOf(olds, field), fieldOf(news, field));
  // All that a resource is made of: a property of an earlier release that nobody reads any more is no difference.
  const fields = Object.keys(news).filter((field) => field !== "__provider");
  return { changes: fields.some(changed), replaces: identity.filter(changed) };
}

function fieldOf(bag: object, field: string): unknown {
  return (bag as Readonly<Record<string, unknown>>)[field];
}
