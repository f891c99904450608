import { userNameOf } from "@quicksight-governance/core/aws";
import {
  type ActualNamespace,
  type GovernedNamespace,
  peopleSubject,
} from "@quicksight-governance/core/people";
import { judge, readApprovals } from "@quicksight-governance/core/reconcile";
import { readOrGone } from "./readOrGone.ts";
import { emptied } from "./emptied.ts";
import { formerOf } from "./formerOf.ts";
import { governedOf, type RosterState } from "./rosterState.ts";
import type { ProviderContext } from "./stored.ts";
import { withLines } from "./withLines.ts";

/**
 * Why the guard refuses a change of a roster, or of what it is about; undefined when it does not.
 *
 * @param olds absent when the roster is not in the state: then QuickSight is asked what is there
 */
export async function findRefusal(
  olds: RosterState | undefined,
  news: RosterState,
  context: ProviderContext,
): Promise<string | undefined> {
  if (olds === undefined) return refuseFirst(news, context);
  if (olds.namespaceArn !== news.namespaceArn) {
    const gone = judgeChange(emptied(olds), actualOf(olds, olds), olds, context);
    const first = await refuseFirst(news, context);
    const refusals = [gone, first].filter((refusal) => refusal !== undefined);
    return refusals.length === 0 ? undefined : refusals.join("\n");
  }
  const same = (["people", "federationRole", "groupPrefix"] as const).every(
    (field) => olds[field] === news[field],
  );
  if (same) return undefined;
  const governed = { ...withLines(governedOf(news)), former: formerOf(olds) };
  return judgeChange(governed, actualOf(olds, news), news, context);
}

/** What is there when a roster is made is in no state, so that nothing of it has been shown. */
async function refuseFirst(
  news: RosterState,
  context: ProviderContext,
): Promise<string | undefined> {
  const governed = withLines(governedOf(news));
  let actual: ActualNamespace | undefined;
  try {
    actual = await readOrGone(governed, context);
  } catch {
    // Whoever reviews a change need not be allowed to read QuickSight; the update asks again.
    return undefined;
  }
  return actual && judgeChange(governed, actual, news, context, () => false);
}

function judgeChange(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  { lockBucket }: RosterState,
  { environment }: ProviderContext,
  isShown?: (line: string) => boolean,
): string | undefined {
  const plan = peopleSubject.plan(governed, actual, {});
  const verdict = judge(
    peopleSubject,
    { desired: governed, actual, plan },
    {
      approvals: readApprovals(environment),
      isShown,
      canRemember: lockBucket !== "",
      now: Date.now(),
    },
  );
  return verdict.refusal;
}

/** What a preview from one state to the other shows that would be taken. */
export function shownBetween(olds: RosterState, news: RosterState): (line: string) => boolean {
  const governed = { ...governedOf(news), former: formerOf(olds) };
  const { steps } = peopleSubject.plan(governed, actualOf(olds, news), {});
  const shown = new Set(steps.flatMap((step) => peopleSubject.takes(step)));
  return (line) => shown.has(line);
}

/** The people of a state as if they were what QuickSight holds, seen by whoever manages another state. */
function actualOf(olds: RosterState, news: RosterState): ActualNamespace {
  const { scope, people, groups = {} } = governedOf(olds);
  const none = { groups: Object.keys(groups), descriptions: {}, unmanagedGroups: [] };
  const samePrefix = olds.groupPrefix === news.groupPrefix;
  const seen = people.map((person) => ({
    ...person,
    groups: samePrefix ? person.groups : [],
  }));
  if (olds.federationRole === news.federationRole) return { ...none, people: seen, unmanaged: [] };
  const unmanaged = seen.map(({ session, email, role, groups }) => ({
    userName: userNameOf(scope, session),
    role,
    email,
    principalId: "",
    groups,
  }));
  return { ...none, people: [], unmanaged };
}
