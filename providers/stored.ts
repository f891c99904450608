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
 * Compares two bags field by field. A change of the provider's own code counts as a change, so that the state never keeps old
 * code; a change of a field that says what the resource is about makes it another resource.
 */
export function diffStored<T>(
  olds: Stored<T>,
  news: Stored<T>,
  identity: readonly (keyof T & string)[],
  others: readonly (keyof T & string)[],
): { changes: boolean; replaces: string[] } {
  const changed = (field: keyof T) => JSON.stringify(olds[field]) !== JSON.stringify(news[field]);
  return {
    changes: [...identity, ...others].some(changed) || olds.__provider !== news.__provider,
    replaces: identity.filter(changed),
  };
}
