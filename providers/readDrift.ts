import {
  type ActualNamespace,
  type GovernedNamespace,
  type Person,
  planRoster,
  type Roster,
} from "@quicksight-governance/core/people";

/**
 * The roster as QuickSight has it now, as far as that matters: whoever a plan would do something about is as they are in
 * QuickSight, everybody else as they were declared. So a refresh shows exactly what the next update is going to change, and
 * not, run after run, people who are kept, wait for a group, or are spelled in another case.
 */
export function readDrift(governed: GovernedNamespace, actual: ActualNamespace): Roster {
  const { operations } = planRoster(governed, actual);
  const touched = new Set(
    operations.flatMap((operation) => ("email" in operation ? [keyOf(operation)] : [])),
  );
  const now = new Map<string, Person>(actual.people.map((person) => [keyOf(person), person]));
  const declared = new Set(governed.desired.map(keyOf));
  const known = governed.desired.flatMap((person) =>
    touched.has(keyOf(person)) ? (now.get(keyOf(person)) ?? []) : [person],
  );
  const unknown = [...now.values()].filter(
    (person) => !declared.has(keyOf(person)) && touched.has(keyOf(person)),
  );
  return [...known, ...unknown].map(({ email, role, customPermissions, groups }) => ({
    email,
    role,
    ...(customPermissions === undefined ? {} : { customPermissions }),
    groups,
  }));
}

function keyOf({ email }: { readonly email: string }): string {
  return email.toLowerCase();
}
