import type { Level } from "../../assets/kindRow.ts";
import { type AccessClass, accessClasses, type NamedPerson } from "../accessClasses.ts";
import { type AccessIndex, rankOf, type Reach } from "../accessIndex.ts";
import { highestOf } from "../explainPerson.ts";
import { keyOf, type Way } from "../findWays.ts";
import { reachOf } from "../reachOf.ts";
import { ruledPrincipals } from "../sight/ruledPrincipals.ts";
import type { SnapshotAsset } from "../snapshot.ts";
import { type Assertion, isAbout, isSame, isWho } from "./assertion.ts";
import { findUnmatched, type Unmatched } from "./findUnmatched.ts";
import { findUnproved, isUnread, type Unproved } from "./findUnproved.ts";
import { countsShown } from "./neededKinds.ts";
import type { SightFinding } from "./sight/judgeSight.ts";
import type { SightClaim } from "./sight/sightClaim.ts";
import { type ReadThrough, showingIn, sightChecker } from "./sight/sightChecker.ts";

/** Where an assertion does not hold. */
export interface Violation {
  readonly assertion: Assertion;
  /** People for whom it does not hold in the same way. */
  readonly people: readonly NamedPerson[];
  readonly asset: SnapshotAsset;
  /** The level at which they can open it; absent: they cannot, and must. */
  readonly level?: Level;
  /** How they get there. */
  readonly ways: readonly Way[];
  /** By what they get to it: itself, or of a data set what shows it. */
  readonly through?: readonly ReadThrough[];
  /** What of a data set they see, or must see and do not; absent: it is about who can open it, or they read nothing of it. */
  readonly sight?: SightFinding;
}

/** What comes of assertions. */
export interface Checked {
  readonly violations: readonly Violation[];
  readonly unmatched: readonly Unmatched[];
  /** What was not read: nobody knows whether these hold. */
  readonly unproved: readonly Unproved[];
}

/**
 * Checks assertions against who can open what. People who get the same are looked at together, so that it takes as long as working out
 * all access once.
 */
export function checkAssertions(index: AccessIndex, assertions: readonly Assertion[]): Checked {
  const { snapshot } = index;
  const { assets } = snapshot;
  const ruled = assertions.some(isOfSight) ? ruledPrincipals(snapshot) : undefined;
  const classes = assertions.length === 0 ? [] : accessClasses(index, ruled);
  const ofSight = sightChecker(index);
  const reaches = classes.map((one) => reachOf(index, one));
  const opened = new Map<string, ReadonlySet<string>>();
  const openedIn = (namespace: string) => {
    const known = opened.get(namespace) ?? findOpened(index, namespace, classes, reaches);
    opened.set(namespace, known);
    return known;
  };
  const violations: Violation[] = [];
  const unmatched: Unmatched[] = [];
  const unproved: Unproved[] = [];
  for (const assertion of assertions) {
    const about = new Set(
      assets.flatMap((asset, place) => (isAbout(assertion, asset, openedIn) ? [place] : [])),
    );
    const found = violations.length;
    const unknown = new Set<string>();
    const check = isOfSight(assertion)
      ? ofSight(assertion, about)
      : openChecker(index, assertion, about);
    classes.forEach((one, number) => {
      const isOne = (person: NamedPerson) =>
        isWho(assertion, person) === (assertion.kind !== "only");
      const people = one.people.filter(isOne);
      if (people.length === 0) return;
      const checked = check(one, reaches[number] ?? { places: [], ranks: [] }, people);
      for (const violation of checked.violations) violations.push({ assertion, ...violation });
      for (const text of checked.unknown) unknown.add(text);
    });
    const own = findUnproved(snapshot, assertion, about, violations.length > found);
    unproved.push(...own.unproved, ...[...unknown].map((text) => ({ assertion, what: text })));
    const named = [...about].flatMap((place) => assets[place] ?? []);
    unmatched.push(...findUnmatched(snapshot, assertion, named, own.unlisted));
  }
  return { violations, unmatched, unproved };
}

/** Checks for a class of people what an assertion says of who can open what. */
function openChecker(
  { snapshot: { assets }, waysTo }: AccessIndex,
  assertion: Assertion,
  about: ReadonlySet<number>,
) {
  const { kind, level: from } = assertion;
  const lowest = rankOf(from);
  const showing = countsShown(assertion) ? showingIn(assets, about) : undefined;
  return (
    { principals }: AccessClass,
    { places, ranks }: Reach,
    people: readonly NamedPerson[],
  ) => {
    const reached = new Set(
      places.filter((place, at) => about.has(place) && (ranks[at] ?? 0) >= lowest),
    );
    const by = new Map<number, number[]>();
    for (const place of showing === undefined ? [] : places) {
      for (const dataSet of showing?.get(place) ?? []) {
        by.set(dataSet, [...(by.get(dataSet) ?? []), place]);
        reached.add(dataSet);
      }
    }
    const broken =
      kind === "always" ? [...about].filter((place) => !reached.has(place)) : [...reached];
    const violations = broken.flatMap((place): Omit<Violation, "assertion">[] => {
      const asset = assets[place];
      // Who cannot open what was not read is not known.
      if (asset === undefined || (kind === "always" && isUnread(asset))) return [];
      if (kind === "always") return [{ people, asset, ways: [] }];
      const through = (by.get(place) ?? [place]).flatMap((at): ReadThrough[] => {
        const found = assets[at];
        if (found === undefined) return [];
        const ways = waysTo(found).filter(({ principal }) => principals.includes(principal));
        return [{ asset: found, ways }];
      });
      const own = through.find((one) => one.asset === asset);
      const level = own === undefined ? "viewer" : highestOf(own.ways);
      return [{ people, asset, level, ways: through.flatMap(({ ways }) => ways), through }];
    });
    return { violations, unknown: [] };
  };
}

function isOfSight(one: Assertion): one is Assertion & { readonly sight: SightClaim } {
  return one.sight !== undefined;
}

function findOpened(
  { snapshot }: AccessIndex,
  namespace: string,
  classes: readonly AccessClass[],
  reaches: readonly { readonly places: readonly number[] }[],
): ReadonlySet<string> {
  const found = new Set<string>();
  classes.forEach(({ people }, number) => {
    const [first] = people;
    if (first === undefined || !isSame(first.namespace, namespace)) return;
    for (const place of reaches[number]?.places ?? []) {
      const asset = snapshot.assets[place];
      if (asset !== undefined) found.add(keyOf(asset));
    }
  });
  return found;
}
