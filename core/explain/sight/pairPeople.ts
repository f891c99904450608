import type { NamedPerson } from "../accessClasses.ts";
import type { AccessIndex } from "../accessIndex.ts";
import { principalsOf } from "../principals.ts";
import { ruledPrincipals } from "./ruledPrincipals.ts";

/** People who get the same on both sides, by grants and by rules. */
export interface PeoplePair {
  /** One of them on each side; absent: they are not there. */
  readonly sides: readonly [before: NamedPerson | undefined, after: NamedPerson | undefined];
  /** That grants and rules call them the same on both sides. */
  readonly isSame: boolean;
  /** As they are on the later side where they are there. */
  readonly people: readonly NamedPerson[];
}

/** Groups the people of two snapshots by all that grants and rules call them, on both sides. */
export function pairPeople(before: AccessIndex, after: AccessIndex): PeoplePair[] {
  const sides = [before, after].map(peopleIn);
  const pairs = new Map<string, PeoplePair & { readonly people: NamedPerson[] }>();
  const names = new Set(sides.flatMap((side) => [...side.keys()]));
  for (const name of names) {
    const [then, now] = [sides[0]?.get(name), sides[1]?.get(name)];
    const named = now?.named ?? then?.named;
    if (named === undefined) continue;
    const key = `${then?.key ?? ""}\r${now?.key ?? ""}`;
    const known = pairs.get(key);
    if (known !== undefined) known.people.push(named);
    else {
      const isSame = then !== undefined && then.key === now?.key;
      pairs.set(key, { sides: [then?.named, now?.named], isSame, people: [named] });
    }
  }
  return [...pairs.values()];
}

/** Everybody by namespace and name, with one text for all who get the same. */
function peopleIn({ snapshot, reach }: AccessIndex) {
  const ruled = ruledPrincipals(snapshot);
  return new Map(
    Object.entries(snapshot.namespaces).flatMap(([namespace, { people }]) =>
      people.map((person) => {
        const key = principalsOf(snapshot, namespace, person)
          .filter((arn) => reach.has(arn) || ruled.has(arn))
          .join("\n");
        return [`${namespace}\n${person.userName}`, { key, named: { namespace, person } }] as const;
      }),
    ),
  );
}
