import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * People of another role who were managed until now and would be registered a second time: what they own and what was shared
 * with them stays with a user whom nobody manages any more. Session names, sorted.
 */
export function findStranded({ desired: { former, scope }, actual }: PeopleSituation): string[] {
  if (former === undefined || former.federationRole === scope.federationRole) return [];
  const prefix = `${former.federationRole}/`;
  return actual.unmanaged
    .filter(({ userName }) => userName.startsWith(prefix))
    .map(({ userName }) => userName.slice(prefix.length))
    .filter((session) => former.sessions.has(session))
    .sort();
}
