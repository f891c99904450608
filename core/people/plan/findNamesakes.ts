import type { Person } from "../person.ts";
import type { ActualPerson } from "../readNamespace.ts";

/** Who comes in whose place, by session name. */
export interface Namesakes {
  /** Of somebody who leaves: the newcomer. */
  readonly newcomers: ReadonlyMap<string, string>;
  /** Of a newcomer: who leaves. */
  readonly leavers: ReadonlyMap<string, string>;
}

/**
 * Pairs of somebody who leaves and a newcomer who are most likely the same person under another address: one and only one
 * leaves, and one and only one comes, whose name in the directory, or whose part of the address before the @, is the same. A
 * guess for the reasons that people read: nothing is decided by it.
 */
export function findNamesakes(
  leaving: readonly Pick<ActualPerson, "session">[],
  coming: readonly Pick<Person, "session" | "user">[],
): Namesakes {
  const leavingByName = Map.groupBy(leaving, ({ session }) => localPart(session));
  const comingByName = new Map<string, string[]>();
  for (const { session, user = "" } of coming) {
    for (const name of new Set([localPart(session), user.toLowerCase()])) {
      const known = comingByName.get(name);
      if (known === undefined) comingByName.set(name, [session]);
      else known.push(session);
    }
  }
  const newcomers = new Map<string, string>();
  const leavers = new Map<string, string>();
  for (const [name, [leaver, ...others]] of leavingByName) {
    const [newcomer, ...more] = comingByName.get(name) ?? [];
    if (leaver === undefined || newcomer === undefined || others.length + more.length > 0) continue;
    newcomers.set(leaver.session, newcomer);
    leavers.set(newcomer, leaver.session);
  }
  return { newcomers, leavers };
}

function localPart(session: string): string {
  return (session.split("@")[0] ?? session).toLowerCase();
}
