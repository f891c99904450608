import type { Level } from "../../assets/kindRow.ts";
import type { NamedPerson } from "../accessClasses.ts";
import { sessionOf } from "../findPeople.ts";
import { keyOf } from "../findWays.ts";
import type { SnapshotAsset, SnapshotPerson } from "../snapshot.ts";
import { countsShown, showingKinds } from "./neededKinds.ts";
import type { SightClaim } from "./sight/sightClaim.ts";

/** A name or pattern as the settings have it, and the expression that it comes to. */
export interface NamePattern {
  readonly name: string;
  readonly pattern: RegExp;
}

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
    readonly people: readonly NamePattern[];
    readonly namespaces: readonly string[];
    /** The namespace that the people are of; absent: any. */
    readonly within?: string | undefined;
  };
  readonly what: {
    readonly all: boolean;
    readonly assets: readonly (NamePattern & { readonly kind: string })[];
    /** Namespaces whose people can open it. */
    readonly tenants: readonly string[];
  };
  /** From which level on. */
  readonly level: Level;
  /** Which rows and columns of data sets it is about; absent: who can open them. */
  readonly sight?: SightClaim;
}

/** Names of groups and namespaces are the same in any case: a spelling hides nothing. */
export const isSame = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

/** Whether a pattern means somebody: their user name, session name or email. */
export function isNamed(
  { pattern }: NamePattern,
  { userName, email }: Pick<SnapshotPerson, "userName" | "email">,
): boolean {
  return [userName, sessionOf(userName), email].some((name) => pattern.test(name));
}

/** Whether an assertion names somebody. */
export function isWho(
  { who }: Pick<Assertion, "who">,
  { namespace, person }: NamedPerson,
): boolean {
  if (who.within !== undefined && !isSame(who.within, namespace)) return false;
  return (
    who.everybody ||
    who.namespaces.some((name) => isSame(name, namespace)) ||
    who.groups.some(
      (group) =>
        isSame(group.namespace, namespace) &&
        person.groups.some((name) => isSame(name, group.name)),
    ) ||
    who.people.some((one) => isNamed(one, person))
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

/** Whether one of them may name an asset: what people of a tenant can open may be any, and what shows data may show what rows are of. */
export function mayBeAbout(
  assertions: readonly Pick<Assertion, "kind" | "level" | "what" | "sight">[],
  { kind, id, name }: Pick<SnapshotAsset, "kind" | "id" | "name">,
): boolean {
  return assertions.some(
    (assertion) =>
      assertion.what.all ||
      assertion.what.tenants.length > 0 ||
      (showingKinds.includes(kind) && countsShown(assertion)) ||
      assertion.what.assets.some(
        (one) => one.kind === kind && (one.pattern.test(id) || one.pattern.test(name)),
      ),
  );
}
