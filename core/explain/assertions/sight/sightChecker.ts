import { describeAsset } from "../../../assets/asset.ts";
import type { AccessClass, NamedPerson } from "../../accessClasses.ts";
import { type AccessIndex, rankOf } from "../../accessIndex.ts";
import { keyOf, type Way } from "../../findWays.ts";
import type { Reach } from "../../accessIndex.ts";
import { seeing } from "../../sight/sightOf.ts";
import type { SnapshotAsset } from "../../snapshot.ts";
import type { Assertion } from "../assertion.ts";
import { findMissing, findSeen, type SightFinding } from "./judgeSight.ts";
import { claimedSight, type SightClaim } from "./sightClaim.ts";

/** What an assertion about rows and columns comes to for a class of people. */
export interface SightChecked {
  readonly violations: readonly {
    readonly people: readonly NamedPerson[];
    /** The data set. */
    readonly asset: SnapshotAsset;
    readonly ways: readonly Way[];
    /** What they read it by, itself or a dashboard, each with the ways to it. */
    readonly through: readonly ReadThrough[];
    /** Absent: they read nothing of it, and must. */
    readonly sight?: SightFinding;
  }[];
  /** Of which data sets nobody knows who sees what, each with why. */
  readonly unknown: readonly string[];
}

/** Something that shows a data set to somebody, and how they get to it. */
export interface ReadThrough {
  readonly asset: SnapshotAsset;
  readonly ways: readonly Way[];
}

/** Checks for one class of people what an assertion says of rows and columns. */
export type SightChecker = (
  assertion: Assertion & { readonly sight: SightClaim },
  about: ReadonlySet<number>,
) => (one: AccessClass, reach: Reach, people: readonly NamedPerson[]) => SightChecked;

/**
 * Makes the function that checks assertions about rows and columns: of data sets that people open, and of those that dashboards, analyses
 * and topics show them.
 */
export function sightChecker(index: AccessIndex): SightChecker {
  const { snapshot, waysTo } = index;
  const { assets } = snapshot;
  const see = seeing(index);
  return (assertion, about) => {
    const claimed = new Map(
      [...about].flatMap((place) => {
        const asset = assets[place];
        if (asset === undefined) return [];
        const claim = asset.protection && claimedSight(assertion.sight, asset.protection);
        // Whether it has such columns nobody knows of one that could not be read; labels have only those that files declare.
        const isUnknown = asset.protection === undefined && assertion.sight.labels.length === 0;
        const isAbout = isUnknown || claim !== undefined;
        return isAbout ? [[place, { asset, claim: claim ?? {} }] as const] : [];
      }),
    );
    const showing = showingIn(assets, new Set(claimed.keys()));
    return (one, { places, ranks }, people) => {
      const principals = new Set(one.principals);
      const through = new Map<number, number[]>();
      places.forEach((place, at) => {
        if ((ranks[at] ?? 0) < rankOf("viewer")) return;
        for (const dataSet of showing.get(place) ?? []) {
          through.set(dataSet, [...(through.get(dataSet) ?? []), place]);
        }
      });
      const violations: SightChecked["violations"][number][] = [];
      const unknown: string[] = [];
      for (const [place, { asset, claim }] of claimed) {
        const by = through.get(place) ?? [];
        if (by.length === 0) {
          if (assertion.kind === "always")
            violations.push({ people, asset, ways: [], through: [] });
          continue;
        }
        const sight = see(principals, asset.region, asset.id);
        const judged =
          sight.unread !== undefined
            ? { unknown: sight.unread }
            : assertion.kind === "always"
              ? findMissing(sight, claim)
              : findSeen(sight, claim, asset.protection ?? {}, principals);
        if (judged === undefined) continue;
        if ("unknown" in judged) {
          unknown.push(`who sees what of ${describeAsset(asset)}: ${judged.unknown}`);
          continue;
        }
        const read = by.flatMap((at): ReadThrough[] => {
          const found = assets[at];
          if (found === undefined) return [];
          const ways = waysTo(found).filter(({ principal }) => principals.has(principal));
          return [{ asset: found, ways }];
        });
        const ways = read.flatMap((found) => found.ways);
        violations.push({ people, asset, ways, through: read, sight: judged });
      }
      return { violations, unknown };
    };
  };
}

/** By the place of an asset the places of the data sets that it shows, itself if it is one. */
export function showingIn(
  assets: readonly SnapshotAsset[],
  about: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const places = new Map(
    [...about].flatMap((place) => {
      const asset = assets[place];
      return asset === undefined ? [] : [[keyOf(asset), place] as const];
    }),
  );
  const found = new Map<number, number[]>();
  assets.forEach(({ kind, region, id, dataSets = [] }, place) => {
    const shown = (kind === "data-set" ? [id] : dataSets).flatMap(
      (one) => places.get(keyOf({ region, kind: "data-set", id: one })) ?? [],
    );
    if (shown.length > 0) found.set(place, shown);
  });
  return found;
}
