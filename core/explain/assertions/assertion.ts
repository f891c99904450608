import type { Level } from "../../assets/kindRow.ts";
import type { NamedPerson } from "../accessClasses.ts";
import { sessionOf } from "../findPeople.ts";
import { keyOf } from "../findWays.ts";
import type { SnapshotAsset } from "../snapshot.ts";

/** What must always, or must never, be so, compiled: groups by their whole names, patterns as expressions. */
export interface Assertion {
  /** Where it stands: `tenant.assertions[2]`. */
  readonly where: string;
  readonly kind: "never" | "only" | "always";
  readonly reason: string;
  readonly who: {
    readonly everybody: boolean;
    /** Whole names of groups, each with its namespace. */
    readonly groups: readonly { readonly namespace: string; readonly name: string }[];
    readonly people: readonly RegExp[];
    readonly namespaces: readonly string[];
    /** The namespace that the people are of; absent: any. */
    readonly within?: string | undefined;
  };
  readonly what: {
    readonly all: boolean;
    readonly assets: readonly { readonly kind: string; readonly pattern: RegExp }[];
    /** Namespaces whose people can open it. */
    readonly tenants: readonly string[];
  };
  /** From which level on. */
  readonly level: Level;
}

/** Whether an assertion names somebody. */
export function isWho(
  { who }: Pick<Assertion, "who">,
  { namespace, person }: NamedPerson,
): boolean {
  if (who.within !== undefined && who.within !== namespace) return false;
  const { userName, email, groups } = person;
  return (
    who.everybody ||
    who.namespaces.includes(namespace) ||
    who.groups.some((group) => group.namespace === namespace && groups.includes(group.name)) ||
    who.people.some((pattern) =>
      [userName, sessionOf(userName), email].some((name) => pattern.test(name)),
    )
  );
}

/**
 * Whether an assertion names an asset.
 *
 * @param openedIn the keys of what people of a namespace can open
 */
export function isAbout(
  { what }: Pick<Assertion, "what">,
  asset: SnapshotAsset,
  openedIn: (namespace: string) => ReadonlySet<string>,
): boolean {
  return (
    what.all ||
    what.assets.some(
      ({ kind, pattern }) =>
        kind === asset.kind && (pattern.test(asset.id) || pattern.test(asset.name)),
    ) ||
    what.tenants.some((namespace) => openedIn(namespace).has(keyOf(asset)))
  );
}
