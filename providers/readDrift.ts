import {
  type ActualNamespace,
  type GovernedNamespace,
  peopleSubject,
  type Person,
} from "@quicksight-governance/core/people";

/**
 * The people as QuickSight has them now, as far as that matters: whoever a plan would do something about is as they are in
 * QuickSight, everybody else as they were declared. So a refresh shows exactly what the next update is going to change, and
 * not, run after run, people who are kept, wait for a group, or are spelled in another case.
 */
export function readDrift(governed: GovernedNamespace, actual: ActualNamespace): Person[] {
  const { steps } = peopleSubject.plan(governed, actual, {});
  const touched = new Set(steps.flatMap((step) => ("session" in step ? [keyOf(step)] : [])));
  const current = new Map(actual.people.map((person) => [keyOf(person), person]));
  const declared = new Set(governed.people.map(keyOf));
  const known = governed.people.flatMap((person) =>
    touched.has(keyOf(person)) ? (current.get(keyOf(person)) ?? []) : [person],
  );
  const unknown = [...current.values()].filter(
    (person) => !declared.has(keyOf(person)) && touched.has(keyOf(person)),
  );
  return [...known, ...unknown].map(({ session, email, role, customPermissions, groups }) => ({
    session,
    email,
    role,
    ...(customPermissions === undefined ? {} : { customPermissions }),
    groups,
  }));
}

function keyOf({ session }: { readonly session: string }): string {
  return session.toLowerCase();
}
