import {
  type ActualNamespace,
  adoptedOf,
  type GovernedNamespace,
  isArrived,
  peopleSubject,
  type Person,
} from "@quicksight-governance/core/people";

/**
 * The people as QuickSight has them now, as far as that matters: whoever a plan would do something about is as they are in
 * QuickSight, everybody else as they were declared. So a refresh shows exactly what the next update is going to change, and
 * not, run after run, people who are kept, wait for a group, or are spelled in another case.
 *
 * @returns `arrived` apart: who registered themselves was in no roster, and must not be taken for somebody who left it
 */
export function readDrift(
  governed: GovernedNamespace,
  actual: ActualNamespace,
): { readonly people: readonly Person[]; readonly arrived: readonly Person[] } {
  const { steps } = peopleSubject.plan(governed, actual, {});
  const touched = new Set(steps.flatMap((step) => ("session" in step ? [keyOf(step)] : [])));
  const current = new Map(actual.people.map((person) => [keyOf(person), person]));
  const declared = new Set(governed.people.map(keyOf));
  const known = governed.people.flatMap((person) => {
    if (!touched.has(keyOf(person))) return [person];
    const there = current.get(keyOf(person));
    if (there === undefined) return [];
    // A role of their own that they keep is no difference.
    const isKept = adoptedOf(governed, actual, person, there) !== undefined;
    return [isKept ? { ...there, role: person.role } : there];
  });
  const unknown = [...current.values()].filter(
    (person) => !declared.has(keyOf(person)) && touched.has(keyOf(person)),
  );
  const arrived = unknown.filter((person) => isArrived(governed, person));
  const others = unknown.filter((person) => !arrived.includes(person));
  return { people: [...known, ...others].map(plain), arrived: arrived.map(plain) };
}

function plain({ session, email, role, customPermissions, groups }: Person): Person {
  const profile = customPermissions === undefined ? {} : { customPermissions };
  return { session, email, role, ...profile, groups };
}

function keyOf({ session }: { readonly session: string }): string {
  return session.toLowerCase();
}
