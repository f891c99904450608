import {
  type AccessChange,
  type AccessDifference,
  type DescribedDifference,
  type NamedPerson,
  parsePrincipal,
  type Snapshot,
  unreadIn,
  type Violation,
} from "@quicksight-governance/core/explain";
import { explainGroups } from "./explainGroups.ts";
import type { LoadedTenant } from "./loadTenant.ts";

/** A violation, with what a person needs to put it right. */
export interface NamedViolation {
  readonly assertion: string;
  readonly kind: "never" | "only" | "always";
  readonly reason: string;
  readonly people: readonly string[];
  /** The group by which they get there, where it is one. */
  readonly group?: string;
  readonly asset: {
    readonly kind: string;
    readonly region: string;
    readonly id: string;
    readonly name: string;
  };
  readonly level?: string;
  readonly via: Violation["ways"];
  /** The lines of the membership file that put them into that group, the first of them. */
  readonly lines: readonly number[];
  /** What the membership file is called; absent where nobody knows. */
  readonly source?: string;
}

/** All that `qsgov diff` found out. */
export interface Difference {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly difference: AccessDifference;
  readonly described: DescribedDifference;
  readonly violations: readonly NamedViolation[];
  /** Assertions that are about nothing there is: what they were to hold is not held. */
  readonly unmatched: readonly string[];
  /** Assertions of which nobody knows whether they hold, as something was not read: these count as broken. */
  readonly unproved: readonly string[];
  readonly notices: readonly string[];
}

/** How many lines of a file a violation names. */
const mostLines = 20;

/** Names who breaks an assertion, by which group, and which lines of the membership file put them there. */
export function namedViolations(
  violations: readonly Violation[],
  tenant: LoadedTenant | undefined,
): NamedViolation[] {
  return violations.map(({ assertion, people, asset, level, ways }) => {
    const groups = ways.flatMap(({ principal }) => {
      const found = parsePrincipal(principal);
      return found?.type === "group" ? [found.name] : [];
    });
    const [group] = groups;
    const lines = people.flatMap((named) =>
      explainGroups(named, tenant).flatMap((one) => (one.name === group ? one.lines : [])),
    );
    const { where, kind, reason } = assertion;
    const { kind: of, region, id, name } = asset;
    const source = tenant?.roster?.source;
    return {
      ...{ assertion: where, kind, reason, people: people.map(personOf) },
      ...(group === undefined ? {} : { group }),
      asset: { kind: of, region, id, name },
      ...(level === undefined ? {} : { level }),
      ...{ via: ways, lines: lines.slice(0, mostLines) },
      ...(source === undefined || lines.length === 0 ? {} : { source }),
    };
  });
}

/** What could not be read of either side, so that the difference may lack it. */
export function unreadInEither({ before, after }: Pick<Difference, "before" | "after">): string[] {
  return [...new Set([...unreadIn(before), ...unreadIn(after)])];
}

/** What `qsgov diff --json` prints. */
export function diffDocument(found: Difference): object {
  const { difference, violations, unmatched, unproved, notices, before, after } = found;
  const { gains, losses, newcomers, leavers } = difference;
  return {
    ...{ command: "diff", from: before.at, to: after.at },
    gains: gains.map(toChange),
    loses: losses.map(toChange),
    newcomers: newcomers.map(personOf),
    leavers: leavers.map(personOf),
    violations: violations.map((one) => ({
      ...one,
      ...(one.people.length === 1 ? { person: one.people[0] } : {}),
    })),
    ...{ unmatched, unproved, notices },
    unknown: unreadInEither(found),
  };
}

function toChange({ people, asset, level, other }: AccessChange) {
  const { kind, region, id, name } = asset;
  return {
    people: people.map(personOf),
    ...{ kind, region, id, name, level },
    ...(other === undefined ? {} : { instead: other }),
  };
}

function personOf({ person: { email, userName } }: NamedPerson): string {
  return email || userName;
}
