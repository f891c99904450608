import { plainPart } from "@quicksight-governance/core/data";
import {
  type AccessChange,
  type AccessDifference,
  type DescribedDifference,
  type NamedPerson,
  type NamedViolation,
  type SessionChange,
  type SessionDifference,
  type SightChange,
  type SightDifference,
  type Snapshot,
  unreadIn,
} from "@quicksight-governance/core/explain";
import { describeLicencesBetween } from "./describeLicencesBetween.ts";

/** An assertion that is not broken, and not held either. */
export interface DoubtedAssertion {
  /** Where it stands: `tenant.assertions[2]`. */
  readonly assertion: string;
  readonly reason: string;
  /** Why, as a sentence. */
  readonly text: string;
}

/** All that `qsgov diff` found out. */
export interface Difference {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly difference: AccessDifference;
  readonly described: DescribedDifference;
  /** Who sees more or fewer rows and columns of what they read. */
  readonly sight: SightDifference;
  /** Of which data sets sessions without a user see more or fewer rows by their tags. */
  readonly sessions: SessionDifference;
  readonly violations: readonly NamedViolation[];
  /** Assertions that are about nothing there is: what they were to hold is not held. */
  readonly unmatched: readonly DoubtedAssertion[];
  /** Assertions of which nobody knows whether they hold, as something was not read: these count as broken. */
  readonly unproved: readonly DoubtedAssertion[];
  readonly notices: readonly string[];
}

/** What could not be read of either side, so that the difference may lack it. */
export function unreadInEither({
  before,
  after,
  sight,
}: Pick<Difference, "before" | "after" | "sight">): string[] {
  return [...new Set([...unreadIn(before), ...unreadIn(after), ...sight.unknown])];
}

/** What `qsgov diff --json` prints. */
export function diffDocument(found: Difference): object {
  const { difference, violations, unmatched, unproved, notices, before, after, sight, sessions } =
    found;
  const { gains, losses, newcomers, leavers } = difference;
  return {
    ...{ command: "diff", from: before.at, to: after.at },
    gains: gains.map(toChange),
    loses: losses.map(toChange),
    sight: { gains: sight.gains.map(toSight), loses: sight.losses.map(toSight) },
    sessions: { gains: sessions.gains.map(toSession), loses: sessions.losses.map(toSession) },
    newcomers: newcomers.map(personOf),
    leavers: leavers.map(personOf),
    violations: violations.map((one) => ({
      ...one,
      ...(one.people.length === 1 ? { person: one.people[0] } : {}),
    })),
    licences: describeLicencesBetween(found),
    ...{ unmatched: unmatched.map(textOf), unproved: unproved.map(textOf), notices },
    unknown: unreadInEither(found),
  };
}

function textOf({ text }: DoubtedAssertion): string {
  return text;
}

function toChange({ people, asset, level, other }: AccessChange) {
  const { kind, region, id, name } = asset;
  return {
    people: people.map(personOf),
    ...{ kind, region, id, name, level },
    ...(other === undefined ? {} : { instead: other }),
  };
}

function toSession({ dataSet: { region, id, name }, reasons }: SessionChange) {
  return { region, id, name, reasons };
}

/** Rows as parts: by column the values, or all but some. */
function toSight({ people, dataSet, rows, columns, hidden, where }: SightChange) {
  const { region, id, name } = dataSet;
  const parts = rows === undefined || rows === "all" ? rows : rows.map(plainPart);
  return {
    ...{ people: people.map(personOf), region, id, name },
    ...(parts === undefined ? {} : { rows: parts }),
    ...(columns === undefined ? {} : { columns }),
    ...(hidden === undefined ? {} : { hiddenColumns: hidden }),
    where,
  };
}

function personOf({ person: { email, userName } }: NamedPerson): string {
  return email || userName;
}
