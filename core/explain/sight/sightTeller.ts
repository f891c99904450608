import { nameSome } from "../../aws/nameSome.ts";
import { printable } from "../../aws/printable.ts";
import { describePart } from "../../data/declared/seenRows.ts";
import type { NamedPerson } from "../accessClasses.ts";
import { sessionOf } from "../findPeople.ts";
import type { Snapshot } from "../snapshot.ts";
import type { SightChange } from "./diffSight.ts";

/** How many parts of rows and how many rules are named. */
const mostNamed = 5;

/**
 * Makes what says a change of sight as a sentence: `critical (240 people) gains rows with country DEU of data-set "Revenue" (qsgov-…), by
 * data/entitlements.csv:14`. People are called by their group where it has nobody else.
 *
 * @param snapshot the side on which they see it
 */
export function sightTeller(
  snapshot: Snapshot,
): (change: SightChange, verb: "gains" | "loses") => string {
  const who = peopleNamer(snapshot);
  return ({ people, dataSet: { name, id }, rows, columns, hidden, where }, verb) => {
    const what = [
      ...(rows === undefined ? [] : [describeRows(rows)]),
      ...(columns === undefined ? [] : [`the columns ${nameSome(columns)}`]),
    ];
    const without = hidden === undefined ? "" : `, without the columns ${nameSome(hidden)}`;
    const by = where.length === 0 ? "" : `, by ${nameSome(where, mostNamed)}`;
    return `${who(people)} ${verb} ${what.join(" and ")} of data-set "${printable(name)}" (${id})${without}${by}`;
  };
}

function describeRows(rows: NonNullable<SightChange["rows"]>): string {
  if (rows === "all") return "every row";
  return `rows with ${nameSome(rows.map(describePart), mostNamed)}`;
}

function peopleNamer({ namespaces }: Snapshot): (people: readonly NamedPerson[]) => string {
  const sizes = new Map<string, number>();
  const keyOf = (namespace: string, group: string) => `${namespace}/${group}`;
  for (const [namespace, { people }] of Object.entries(namespaces)) {
    for (const key of people.flatMap(({ groups }) => groups.map((one) => keyOf(namespace, one)))) {
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
    }
  }
  return (people) => {
    const [first] = people;
    const isWhole = (group: string) =>
      sizes.get(keyOf(first?.namespace ?? "", group)) === people.length &&
      people.every(
        ({ namespace, person }) => namespace === first?.namespace && person.groups.includes(group),
      );
    const group = people.length < 2 ? undefined : first?.person.groups.find(isWhole);
    if (group === undefined)
      return nameSome(people.map(({ person }) => printable(sessionOf(person.userName))));
    return `${printable(group)} (${people.length.toLocaleString("en-US")} people)`;
  };
}
