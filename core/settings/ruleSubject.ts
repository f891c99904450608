/** Whom a rule is for: a group, by its name in the settings, or somebody, by session name. Exactly one is given. */
export interface RuleSubject {
  readonly group?: string | undefined;
  readonly person?: string | undefined;
}

/** No name of a group has a space. */
const ofPerson = "person ";

/** One text for whom a rule is for: a group's name, or what no group is called. */
export function subjectKey({ group, person = "" }: RuleSubject): string {
  return group ?? `${ofPerson}${person}`;
}

/** Everything that rules may be for and that somebody is: their groups, and themselves. */
export function subjectKeysOf({
  session,
  groups,
}: {
  readonly session: string;
  readonly groups: readonly string[];
}): string[] {
  return [...groups, subjectKey({ person: session })];
}

/** True for what {@link subjectKey} wrote of somebody, and not of a group. */
export function isPersonKey(key: string): boolean {
  return key.startsWith(ofPerson);
}

/** What {@link subjectKey} wrote, for people. */
export function describeSubject(key: string): string {
  return isPersonKey(key) ? key.slice(ofPerson.length) : `group ${key}`;
}
