import { nameSome } from "../../aws/nameSome.ts";
import { describePart, plainPart, type PlainPart } from "../../data/declared/seenRows.ts";
import type { NamedPerson } from "../accessClasses.ts";
import { type Way, waysIn } from "../findWays.ts";
import { parsePrincipal, principalsOf } from "../principals.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import type { Violation } from "./checkAssertions.ts";

/** A violation, with what a person needs to put it right. */
export interface NamedViolation {
  readonly assertion: string;
  readonly kind: "never" | "only" | "always";
  readonly reason: string;
  readonly people: readonly string[];
  /** The first group by which they get there, where one is. */
  readonly group?: string;
  readonly asset: Pick<SnapshotAsset, "kind" | "region" | "id" | "name">;
  readonly level?: string;
  readonly via: Violation["ways"];
  /** Of what they must be able to open, and cannot: by which ways they could before; absent where nobody knows, or they could not. */
  readonly lost?: Violation["ways"];
  /** The lines of the membership file that put them into these groups, the first of them; of what they cannot open, into those of before. */
  readonly lines: readonly number[];
  /** What the membership file is called; absent where nobody knows. */
  readonly source?: string;
  /** The settings that give it: `tenant.access[1]`; absent where none does. */
  readonly entries?: readonly string[];
  /** What shows the data set to them, besides itself; absent: nothing else, or they can open it alone. */
  readonly through?: NamedSight["through"];
  /** Of rows and columns of a data set: which, and by what; absent: it is about who can open it. */
  readonly sight?: NamedSight;
}

/** Rows and columns that somebody sees and must not, or must and does not. */
export interface NamedSight {
  readonly columns?: readonly string[];
  readonly rows?: readonly PlainPart[];
  /** `the columns email in rows with country GBR`; absent: they read nothing of the data set. */
  readonly text?: string;
  /** Why they see past rules: they own it, its rules are off, or it has none; absent: not past rules. */
  readonly past?: "owner" | "off" | "open";
  /** Where the rules are written that give it. */
  readonly rules: readonly string[];
  /** What shows it to them: the data set itself, dashboards, analyses, topics. */
  readonly through: readonly Pick<SnapshotAsset, "kind" | "region" | "id" | "name">[];
}

/** What says how somebody came by what they can open. */
export interface ViolationCauses {
  /** What somebody is called: by email, where the files mean that user. */
  readonly nameOf: (person: NamedPerson) => string;
  /** The lines of the membership file that put somebody into a group, by its whole name. */
  readonly linesOf: (person: NamedPerson, group: string) => readonly number[];
  /** The settings by which a principal can open an asset, or a folder that it is in. */
  readonly entriesOf: (way: Way, asset: SnapshotAsset) => readonly string[];
  /** A place in the settings with file and line, where these are known. */
  readonly placeOf: (where: string) => string;
  /** The account before what is judged; absent: it is judged as it is. */
  readonly before?: Snapshot | undefined;
  /** What the membership file is called. */
  readonly source?: string | undefined;
}

/** How many columns and parts of rows a violation names. */
const mostNamed = 5;

/** How many lines of a file a violation names. */
const mostLines = 20;

/** Names who breaks an assertion, by which group, which lines of the membership file put them there, and which settings give it. */
export function nameViolations(
  violations: readonly Violation[],
  { nameOf, linesOf, entriesOf, placeOf, before, source }: ViolationCauses,
): NamedViolation[] {
  const waysBefore = before === undefined ? () => [] : formerWays(before);
  return violations.map((violation) => {
    const { assertion, people, asset, level, ways, through = [{ asset, ways }] } = violation;
    const lost = assertion.kind === "always" ? waysBefore(people, asset) : [];
    const groups = new Set(
      [...ways, ...lost, ...(violation.sight?.by ?? [])].flatMap(({ principal }) => {
        const found = parsePrincipal(principal);
        return found?.type === "group" ? [found.name] : [];
      }),
    );
    const [group] = groups;
    const lines = new Set(
      [...groups].flatMap((one) => people.flatMap((person) => [...linesOf(person, one)])),
    );
    const entries = [
      ...new Set(through.flatMap((read) => read.ways.flatMap((way) => entriesOf(way, read.asset)))),
    ];
    const sight = assertion.sight === undefined ? undefined : nameSight(violation, placeOf);
    const { where, kind, reason } = assertion;
    const shown = through.flatMap((read) => (read.asset === asset ? [] : [read.asset]));
    return {
      ...{ assertion: where, kind, reason, people: people.map(nameOf) },
      ...(group === undefined ? {} : { group }),
      asset: nameAsset(asset),
      ...(level === undefined ? {} : { level }),
      via: ways,
      ...(lost.length === 0 ? {} : { lost }),
      lines: [...lines].sort((a, b) => a - b).slice(0, mostLines),
      ...(source === undefined || lines.size === 0 ? {} : { source }),
      ...(entries.length === 0 ? {} : { entries }),
      ...(sight === undefined ? {} : { sight }),
      ...(shown.length === 0 || sight !== undefined ? {} : { through: shown.map(nameAsset) }),
    };
  });
}

function nameAsset({ kind, region, id, name }: SnapshotAsset): NamedViolation["asset"] {
  return { kind, region, id, name };
}

function nameSight(
  { sight, through = [] }: Violation,
  placeOf: ViolationCauses["placeOf"],
): NamedSight {
  const { columns, rows, past, by = [] } = sight ?? {};
  const written = by.flatMap(({ where }) => (where === undefined ? [] : placeOf(where)));
  const ofColumns = columns === undefined ? "" : `the columns ${nameSome(columns, mostNamed)}`;
  const ofRows =
    rows === undefined
      ? ""
      : `rows with ${nameSome([...new Set(rows.map(describePart))], mostNamed)}`;
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(rows === undefined ? {} : { rows: rows.map(plainPart) }),
    ...(sight === undefined
      ? {}
      : { text: [ofColumns, ofRows].filter((text) => text !== "").join(" in ") }),
    ...(past === undefined ? {} : { past }),
    rules: [...new Set(written)],
    through: through.map((read) => nameAsset(read.asset)),
  };
}

/** Makes the function that finds by which ways some of the people could open an asset before, each way once. */
function formerWays(before: Snapshot) {
  const waysTo = waysIn(before.assets);
  return (people: readonly NamedPerson[], { kind, region, id }: SnapshotAsset): Way[] => {
    const asset = before.assets.find(
      (one) => one.kind === kind && one.region === region && one.id === id,
    );
    if (asset === undefined) return [];
    const names = Map.groupBy(people, ({ namespace }) => namespace);
    const principals = new Set(
      [...names].flatMap(([namespace, some]) => {
        const wanted = new Set(some.map(({ person }) => person.userName));
        const were = before.namespaces[namespace]?.people ?? [];
        return were
          .filter(({ userName }) => wanted.has(userName))
          .flatMap((person) => principalsOf(before, namespace, person));
      }),
    );
    return waysTo(asset).filter(({ principal }) => principals.has(principal));
  };
}
