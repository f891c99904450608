import { describeSpent } from "../../reconcile/describeSpent.ts";
import { describeLimits, limitOf } from "../../settings/limits.ts";
import { isReader } from "../../settings/role.ts";
import { isMakingAdmin, type PeopleStep } from "../step.ts";
import { countManaged } from "./countManaged.ts";
import { findStranded } from "./findStranded.ts";
import { findTwins } from "./findTwins.ts";
import type { PeopleRule } from "./peopleSituation.ts";
import { peopleBefore } from "./peopleTallies.ts";

function promoted(step: PeopleStep): boolean {
  if (step.kind !== "change-role") return false;
  return (isReader(step.from) && !isReader(step.to)) || isMakingAdmin(step);
}

/** Names in one sentence; the plan has them all. */
const mostNamed = 10;

function shorten(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** What speaks against giving too much: a group with the wrong role, a prefix or a role that was changed. */
export const givingRules: readonly PeopleRule[] = [
  {
    name: "people-promoted",
    budget: true,
    before: peopleBefore,
    counts: (situation) => {
      const of = countManaged(situation);
      // A first load brings its admins; later, one who comes as an admin is as one who is made one.
      const isCounted = (step: PeopleStep) => promoted(step) || (of > 0 && isMakingAdmin(step));
      return [{ subject: "people", count: situation.plan.steps.filter(isCounted).length, of }];
    },
    limit: ({ guard }, of) => limitOf(of, guard.promotions),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would become authors or admins${describeSpent(spent)}; the limit is ${limit} (guard.promotions: ${describeLimits(guard.promotions)}); does a group have the wrong role?`,
  },
  {
    name: "people-registered",
    budget: true,
    resumes: true,
    before: ({ of }, sum) => Math.max(0, of - sum("people-registered", "people")),
    counts: (situation) => {
      const of = countManaged(situation);
      const anew = situation.plan.steps.filter(({ kind }) => kind === "register");
      return [{ subject: "people", count: of === 0 ? 0 : anew.length, of }];
    },
    limit: ({ guard }, of) =>
      Math.max(limitOf(of, guard.registrations), guard.registrations.atLeast),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} people would be registered where ${of} are${describeSpent(spent)}; the limit is ${limit} (guard.registrations: ${describeLimits(guard.registrations)}); is it the right namespace, role and prefix?`,
  },
  {
    name: "registered-twice",
    budget: true,
    counts: (situation) => {
      const twins = findTwins(situation);
      const { people, unmanaged } = situation.actual;
      return [{ subject: "people", count: twins.length, of: people.length + unmanaged.length }];
    },
    limit: ({ guard }) => guard.promotions.atLeast,
    say: ({ count, limit }) =>
      `${count} people would be registered who are there already under another role, sign-in or session name; the limit is ${limit} (guard.promotions.atLeast). Was identity.role, account.federation.role or identity.session changed?`,
  },
  {
    name: "stranded",
    counts: (situation) => {
      const names = findStranded(situation);
      return [{ subject: "people", count: names.length, of: names.length, names }];
    },
    limit: () => 0,
    say: ({ count, names = [] }, { former, scope }) =>
      `${count} people sign in through ${former?.federationRole ?? "another role"} and would be left behind by ${scope.federationRole}; the limit is 0 (${shorten(names)}). What they own and what was shared with them stays with users whom nobody manages any more`,
  },
  {
    name: "prefix-changed",
    counts: ({ desired: { former, scope } }) => {
      const isChanged = former !== undefined && former.groupPrefix !== scope.groupPrefix;
      const memberships = former?.memberships ?? 0;
      const subject = former?.groupPrefix ?? "";
      return [{ subject, count: isChanged ? memberships : 0, of: memberships }];
    },
    limit: () => 0,
    say: ({ subject, count }, { scope }) =>
      `groups would begin with ${scope.groupPrefix} in place of ${subject}: ${count} memberships, and all that was shared with these groups, would stay with groups that nobody manages any more; the limit is 0`,
  },
];
