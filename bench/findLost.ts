import { groupNameOf, userNameOf } from "@quicksight-governance/core/aws";
import type { Person } from "@quicksight-governance/core/people";
import { scope } from "./scope.ts";

/** What `GET /_sim/state` shows, as far as it is looked at here. */
export interface SimulatorState {
  readonly namespaces: Readonly<
    Record<
      string,
      {
        readonly users: Readonly<Record<string, { role: string; email: string; groups: string[] }>>;
        readonly groups: Readonly<Record<string, { members: string[] }>>;
      }
    >
  >;
}

/**
 * How many people the simulator does not hold exactly as the roster has them (role, email, groups), or holds although the
 * roster has them not. Zero says that no call was lost.
 */
export function findLost(state: SimulatorState, people: readonly Person[]): number {
  const { users = {}, groups = {} } = state.namespaces[scope.namespace] ?? {};
  const wrong = people.filter((person) => {
    const user = users[userNameOf(scope, person.session)];
    const names = person.groups.map((group) => groupNameOf(scope, group)).sort();
    return (
      user?.role !== person.role ||
      user.email !== person.email ||
      JSON.stringify(user.groups) !== JSON.stringify(names)
    );
  });
  const memberships = people.reduce((sum, person) => sum + person.groups.length, 0);
  const members = Object.values(groups).reduce((sum, group) => sum + group.members.length, 0);
  return (
    wrong.length +
    Math.abs(Object.keys(users).length - people.length) +
    Math.abs(members - memberships)
  );
}
