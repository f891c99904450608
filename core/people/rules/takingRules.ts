import { describeOwned } from "../../assets/describeOwned.ts";
import { describeSpent } from "../../reconcile/describeSpent.ts";
import { describeLimits, limitOf, timesSeveral } from "../../settings/limits.ts";
import { isAdmin } from "../../settings/role.ts";
import {
  isDeleting,
  isLifting,
  isLowering,
  isMakingAdmin,
  isTakingAdmin,
  selfRegistration,
} from "../step.ts";
import { takenBy } from "../takenBy.ts";
import { countGroupLosses } from "./countGroupLosses.ts";
import { countManaged } from "./countManaged.ts";
import { countMembers } from "./countMembers.ts";
import { findDoubles } from "./findDoubles.ts";
import { findEmptied } from "./findEmptied.ts";
import { findPeopleOrphans } from "./findPeopleOrphans.ts";
import type { PeopleRule, PeopleSituation } from "./peopleSituation.ts";
import { membersBefore, membershipsBefore, peopleBefore } from "./peopleTallies.ts";

/** How many leave: who is removed, and who is not in the roster and loses something, as readers do with `leavers: downgrade`. */
function leavers({ desired, plan }: PeopleSituation): number {
  const rostered = new Set(desired.people.map(({ session }) => session.toLowerCase()));
  const gone = plan.steps.flatMap((step) => {
    if (!("session" in step)) return [];
    const leaves = isDeleting(step)
      ? step.leaves
      : takenBy(step).length > 0 && !rostered.has(step.session.toLowerCase());
    return leaves ? [step.session] : [];
  });
  return new Set(gone).size;
}

/** What speaks against taking too much. */
export const takingRules: readonly PeopleRule[] = [
  {
    name: "everybody",
    counts: (situation) => {
      const [count, of] = [leavers(situation), countManaged(situation)];
      const gives = situation.plan.steps.some(
        ({ kind }) => kind === "register" || kind === "add-member",
      );
      const isAll = situation.desired.people.length === 0 || (count === of && !gives);
      return [{ subject: "people", count: isAll ? count : 0, of }];
    },
    limit: () => 0,
    say: ({ count }) =>
      `all ${count} managed people would be removed; the limit is 0; is the membership file complete?`,
  },
  {
    name: "people-removed",
    budget: true,
    before: peopleBefore,
    counts: (situation) => [
      { subject: "people", count: leavers(situation), of: countManaged(situation) },
    ],
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would be removed${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    // Each is registered in the same run, and that is what is limited: also where nobody is yet, as nobody has shown then that
    // the namespace is the right one.
    name: "people-moved",
    budget: true,
    before: ({ of }, sum) => Math.max(0, of - sum("people-moved", "people")),
    counts: (situation) => {
      const moved = situation.plan.steps.filter(({ kind }) => kind === "move");
      return [{ subject: "people", count: moved.length, of: countManaged(situation) }];
    },
    limit: ({ guard: { registrations } }, of) =>
      Math.max(limitOf(of, registrations), registrations.atLeast),
    say: ({ count, limit, spent }, { guard, scope }) =>
      `${count} people who registered themselves in namespace ${selfRegistration} would be deleted there, to be registered in ${scope.namespace}${describeSpent(spent)}; the limit is ${limit} (guard.registrations: ${describeLimits(guard.registrations)}); is it the right namespace?`,
  },
  {
    name: "people-lowered",
    budget: true,
    before: peopleBefore,
    counts: (situation) => {
      const lowered = situation.plan.steps.filter(
        (step) => isLowering(step) && !(step.kind === "downgrade" && step.leaves),
      );
      return [{ subject: "people", count: lowered.length, of: countManaged(situation) }];
    },
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would get a lower role${describeSpent(spent)}, authors and admins by being deleted and registered again; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    name: "memberships-removed",
    budget: true,
    before: membershipsBefore,
    counts: (situation) => {
      const losses = countGroupLosses(situation);
      return [
        {
          subject: "memberships",
          count: losses.reduce((sum, { count }) => sum + count, 0),
          of: situation.actual.people.reduce((sum, { groups }) => sum + groups.length, 0),
        },
      ];
    },
    limit: ({ guard }, of) => limitOf(of, timesSeveral(guard.removals)),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} memberships would be removed${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(timesSeveral(guard.removals))})`,
  },
  {
    name: "members-removed",
    budget: true,
    before: membersBefore,
    counts: countGroupLosses,
    // Small groups change often, so all but one of their members may go: what must not pass is a group that loses everybody.
    limit: ({ guard: { removals } }, of) =>
      Math.max(
        limitOf(of, removals),
        Math.min(removals.atLeast, removals.atMost, Math.max(1, of - 1)),
      ),
    say: ({ subject, count, of, limit, spent }, { guard }) =>
      `group ${subject} would lose ${count} of ${of} members${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    // A group of one that loses its one member is everyday, and members-removed lets it pass; many of them are not.
    name: "groups-emptied",
    budget: true,
    counts: (situation) => [
      {
        subject: "groups",
        count: findEmptied(situation).length,
        of: countMembers(situation.actual.people).size,
      },
    ],
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} groups would lose everybody${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    name: "restrictions-lifted",
    budget: true,
    counts: (situation) => [
      {
        subject: "people",
        count: situation.plan.steps.filter(isLifting).length,
        of: situation.actual.people.filter(
          ({ customPermissions }) => customPermissions !== undefined,
        ).length,
      },
    ],
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would lose their custom permissions profile, which restricts them${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    name: "doubles",
    counts: (situation) => {
      const names = findDoubles(situation);
      return [{ subject: names.join(", "), count: names.length, of: names.length, names }];
    },
    limit: () => 0,
    say: ({ subject, count }) =>
      `${count} people would go who differ from somebody else in case only, and have a role, groups or work (${subject}); the limit is 0; keep the spelling they sign in with by correcting the membership file, or by guard.protected`,
  },
  {
    name: "orphans",
    counts: (situation) => {
      const orphans = findPeopleOrphans(situation);
      const names = orphans.map(({ region, kind, id }) => `${region} ${kind} ${id}`);
      return [{ subject: describeOwned(orphans), count: names.length, of: names.length, names }];
    },
    limit: () => 0,
    say: ({ subject }) =>
      `nobody would own ${subject} any more; the limit is 0; set guard.successor to a group of authors, which then gets what people own before they are deleted`,
  },
  {
    name: "admins",
    counts: ({ plan, actual }) => {
      const before = actual.people.filter(({ role }) => isAdmin(role)).length;
      const after =
        before + plan.steps.filter(isMakingAdmin).length - plan.steps.filter(isTakingAdmin).length;
      return [{ subject: "admins", count: Math.max(0, before - after), of: before }];
    },
    limit: ({ guard }, of) => Math.max(0, of - guard.minimumAdmins),
    say: ({ count, of, limit }, { guard }) =>
      `${count} of ${of} admins would go; the limit is ${limit}, as at least ${guard.minimumAdmins} must stay (guard.minimumAdmins)`,
  },
];
