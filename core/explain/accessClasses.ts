import type { AccessIndex } from "./accessIndex.ts";
import { arnOfPrincipal, principalsOf } from "./principals.ts";
import type { SnapshotPerson } from "./snapshot.ts";

/** Somebody, by namespace and user name. */
export interface NamedPerson {
  readonly namespace: string;
  readonly person: SnapshotPerson;
}

/** People who get the same, as they are in the same groups and nothing is shared with them in person. */
export interface AccessClass {
  /** The principals by which they get anything; of the person only where something is shared with that person. */
  readonly principals: readonly string[];
  readonly people: readonly NamedPerson[];
}

/**
 * Groups the people of a snapshot by what they get: there are as many classes as sets of groups, and few people of their own.
 *
 * @param ruled the ARNs of groups and people who count besides those that get something: whom rules name; default: none
 */
export function accessClasses(
  { snapshot, reach }: AccessIndex,
  ruled: ReadonlySet<string> = new Set(),
): AccessClass[] {
  const counts = (arn: string) => reach.has(arn) || ruled.has(arn);
  const classes = new Map<string, { principals: readonly string[]; people: NamedPerson[] }>();
  for (const [namespace, { people }] of Object.entries(snapshot.namespaces)) {
    for (const person of people) {
      const own = arnOfPrincipal(snapshot, { type: "user", namespace, name: person.userName });
      const key = [namespace, counts(own) ? own : "", ...person.groups].join("\n");
      const known = classes.get(key);
      if (known !== undefined) known.people.push({ namespace, person });
      else {
        const principals = principalsOf(snapshot, namespace, person).filter(counts);
        classes.set(key, { principals, people: [{ namespace, person }] });
      }
    }
  }
  return [...classes.values()];
}
