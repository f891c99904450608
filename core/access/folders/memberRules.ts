import { describeSpent } from "../../reconcile/describeSpent.ts";
import type { Rule, Situation, Tally } from "../../reconcile/rule.ts";
import { describeLimits, limitOf, timesSeveral } from "../../settings/limits.ts";
import type { ActualAccess } from "../actualAccess.ts";
import type { GovernedAccess } from "../governedAccess.ts";
import { assetKey } from "../grant.ts";
import type { AccessStep } from "../step.ts";

type MemberSituation = Situation<GovernedAccess, ActualAccess, AccessStep>;

/** How many assets are in folders that are or were declared there: what the limits are a part of. */
function countOurs({ desired: { folders }, actual }: MemberSituation): number {
  if (folders === undefined) return 0;
  const { members, formerMembers } = folders;
  const ours = new Set(
    [...members, ...formerMembers].map(({ folder, asset }) => `${folder} ${assetKey(asset)}`),
  );
  return (actual.folders ?? []).reduce(
    (sum, { id, members: inside }) =>
      sum + inside.filter((asset) => ours.has(`${id} ${assetKey(asset)}`)).length,
    0,
  );
}

function count({ plan }: MemberSituation, kind: AccessStep["kind"]): number {
  return plan.steps.filter((step) => step.kind === kind).length;
}

/** What came into folders makes no room for the limits of what was there. */
export const memberTally: Tally<GovernedAccess, ActualAccess, AccessStep> = {
  name: "members-came",
  counts: (situation) => {
    const of = countOurs(situation);
    return of === 0 ? [] : [{ subject: "members", count: count(situation, "addMember"), of }];
  },
};

/** What speaks against taking assets out of folders: it closes them to everybody of the folder, as a revoked grant does to one group. */
export const memberRules: readonly Rule<GovernedAccess, ActualAccess, AccessStep>[] = [
  {
    name: "folders-emptied",
    counts: (situation) => {
      const [gone, of] = [count(situation, "removeMember"), countOurs(situation)];
      const comes = count(situation, "addMember") > 0;
      return of === 0 ? [] : [{ subject: "members", count: gone === of && !comes ? gone : 0, of }];
    },
    limit: () => 0,
    say: ({ count: gone }) =>
      `all ${gone} assets would be taken out of the folders; the limit is 0; are folders complete?`,
  },
  {
    name: "members-taken-out",
    budget: true,
    before: ({ of }, sum) =>
      Math.max(0, of + sum("members-taken-out", "members") - sum("members-came", "members")),
    counts: (situation) => {
      const of = countOurs(situation);
      return of === 0 ? [] : [{ subject: "members", count: count(situation, "removeMember"), of }];
    },
    limit: ({ guard }, of) => limitOf(of, timesSeveral(guard.removals)),
    say: ({ count: gone, of, limit, spent }, { guard }) =>
      `${gone} of ${of} assets would be taken out of folders${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(timesSeveral(guard.removals))})`,
  },
];
