import type { NamedPerson } from "../accessClasses.ts";
import { parsePrincipal } from "../principals.ts";
import type { SnapshotAsset } from "../snapshot.ts";
import type { Violation } from "./checkAssertions.ts";

/** A violation, with what a person needs to put it right. */
export interface NamedViolation {
  readonly assertion: string;
  readonly kind: "never" | "only" | "always";
  readonly reason: string;
  readonly people: readonly string[];
  /** The group by which they get there, where it is one. */
  readonly group?: string;
  readonly asset: Pick<SnapshotAsset, "kind" | "region" | "id" | "name">;
  readonly level?: string;
  readonly via: Violation["ways"];
  /** The lines of the membership file that put them into that group, the first of them. */
  readonly lines: readonly number[];
  /** What the membership file is called; absent where nobody knows. */
  readonly source?: string;
  /** The settings that give it: `tenant.access[1]`; absent where none does. */
  readonly entries?: readonly string[];
}

/** What says how somebody came by what they can open. */
export interface ViolationCauses {
  /** The lines of the membership file that put somebody into a group, by its whole name. */
  readonly linesOf: (person: NamedPerson, group: string) => readonly number[];
  /** The settings by which a principal can open an asset, or a folder that it is in. */
  readonly entriesOf: (way: Violation["ways"][number], asset: SnapshotAsset) => readonly string[];
  /** What the membership file is called. */
  readonly source?: string | undefined;
}

/** How many lines of a file a violation names. */
const mostLines = 20;

/** Names who breaks an assertion, by which group, which lines of the membership file put them there, and which settings give it. */
export function nameViolations(
  violations: readonly Violation[],
  { linesOf, entriesOf, source }: ViolationCauses,
): NamedViolation[] {
  return violations.map(({ assertion, people, asset, level, ways }) => {
    const groups = ways.flatMap(({ principal }) => {
      const found = parsePrincipal(principal);
      return found?.type === "group" ? [found.name] : [];
    });
    const [group] = groups;
    const lines =
      group === undefined ? [] : people.flatMap((person) => [...linesOf(person, group)]);
    const entries = [...new Set(ways.flatMap((way) => [...entriesOf(way, asset)]))];
    const { where, kind, reason } = assertion;
    const { kind: of, region, id, name } = asset;
    return {
      ...{ assertion: where, kind, reason, people: people.map(nameOf) },
      ...(group === undefined ? {} : { group }),
      asset: { kind: of, region, id, name },
      ...(level === undefined ? {} : { level }),
      ...{ via: ways, lines: lines.slice(0, mostLines) },
      ...(source === undefined || lines.length === 0 ? {} : { source }),
      ...(entries.length === 0 ? {} : { entries }),
    };
  });
}

function nameOf({ person: { email, userName } }: NamedPerson): string {
  return email || userName;
}
