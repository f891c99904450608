import { describeLimits, limitOf, timesSeveral } from "../../settings/limits.ts";
import { describeOwned } from "../../assets/describeOwned.ts";
import { isAdmin, isReader } from "../../settings/role.ts";
import { describeSpent } from "../../reconcile/describeSpent.ts";
import type { Rule, Situation } from "../../reconcile/rule.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { isLifting, isLowering, isMakingAdmin, isTakingAdmin, type PeopleStep } from "../step.ts";
import { countGroupLosses } from "./countGroupLosses.ts";
import { findDoubles } from "./findDoubles.ts";
import { findPeopleOrphans } from "./findPeopleOrphans.ts";
import { findStranded } from "./findStranded.ts";
import { findTwins } from "./findTwins.ts";
import { isWaiting } from "../plan/planLeaver.ts";

/** A plan for people, with what it is made from. */
export type PeopleSituation = Situation<GovernedNamespace, ActualNamespace, PeopleStep>;

type PeopleRule = Rule<GovernedNamespace, ActualNamespace, PeopleStep>;

/** Whoever waits for a group is not counted: thousands of them would let every member go. */
function managed({ actual }: PeopleSituation): number {
  return actual.people.filter((person) => !isWaiting(person)).length;
}

function leavers({ plan }: PeopleSituation): number {
  const gone = plan.steps.flatMap((step) =>
    step.kind === "remove" || (step.kind === "downgrade" && step.leaves) ? [step.session] : [],
  );
  return new Set(gone).size;
}

/** Names in one sentence; the plan has them all. */
const mostNamed = 10;

function shorten(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return names.slice(0, mostNamed).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function promoted(step: PeopleStep): boolean {
  if (step.kind !== "change-role") return false;
  return (isReader(step.from) && !isReader(step.to)) || isMakingAdmin(step);
}

/**
 * What speaks against a plan for people. The rules come from what went wrong for others: a source that was read half or empty
 * (awslabs/ssosync#278, #194; larskanis/pg-ldap-sync#32), a group that lost all members although the limit on people held
 * (kubernetes-sigs/prow peribolos), work that lost its owner with a deleted author (hashicorp/terraform-provider-aws#43508), a
 * namespace without an admin, a limit that small steps walk around.
 */
export const peopleRules: readonly PeopleRule[] = [
  {
    name: "everybody",
    counts: (situation) => {
      const [count, of] = [leavers(situation), managed(situation)];
      const gives = situation.plan.steps.some(
        ({ kind }) => kind === "register" || kind === "add-member",
      );
      const isAll = situation.desired.people.length === 0 || (count === of && !gives);
      return [{ subject: "people", count: isAll ? count : 0, of }];
    },
    limit: () => 0,
    say: ({ count }) =>
      `all ${count} managed people would be removed; is the membership file complete?`,
  },
  {
    name: "people-removed",
    budget: true,
    counts: (situation) => [
      { subject: "people", count: leavers(situation), of: managed(situation) },
    ],
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would be removed${describeSpent(spent)}; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    name: "people-lowered",
    budget: true,
    counts: (situation) => {
      const lowered = situation.plan.steps.filter(
        (step) => isLowering(step) && !(step.kind === "downgrade" && step.leaves),
      );
      return [{ subject: "people", count: lowered.length, of: managed(situation) }];
    },
    limit: ({ guard }, of) => limitOf(of, guard.removals),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would get a lower role${describeSpent(spent)}, authors and admins by being deleted and registered again; the limit is ${limit} (guard.removals: ${describeLimits(guard.removals)})`,
  },
  {
    name: "memberships-removed",
    budget: true,
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
    name: "people-promoted",
    budget: true,
    counts: (situation) => [
      {
        subject: "people",
        count: situation.plan.steps.filter(promoted).length,
        of: managed(situation),
      },
    ],
    limit: ({ guard }, of) => limitOf(of, guard.promotions),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} of ${of} people would become authors or admins${describeSpent(spent)}; the limit is ${limit} (guard.promotions: ${describeLimits(guard.promotions)}); does a group have the wrong role?`,
  },
  {
    name: "people-registered",
    budget: true,
    counts: (situation) => {
      const of = managed(situation);
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
    counts: (situation) => {
      const twins = findTwins(situation);
      return [{ subject: "people", count: twins.length, of: situation.actual.unmanaged.length }];
    },
    limit: ({ guard }) => guard.promotions.atLeast,
    say: ({ count, limit }) =>
      `${count} people would be registered who are there already under another role or sign-in; the limit is ${limit}. Was identity.role or account.federation.role changed?`,
  },
  {
    name: "stranded",
    counts: (situation) => {
      const names = findStranded(situation);
      return [{ subject: "people", count: names.length, of: names.length, names }];
    },
    limit: () => 0,
    say: ({ count, names = [] }, { former, scope }) =>
      `${count} people sign in through ${former?.federationRole ?? "another role"} and would be left behind by ${scope.federationRole} (${shorten(names)}): what they own and what was shared with them stays with users whom nobody manages any more`,
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
      `groups would begin with ${scope.groupPrefix} in place of ${subject}: ${count} memberships, and all that was shared with these groups, stay with groups that nobody manages any more`,
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
    say: ({ subject }) =>
      `${subject}: somebody else differs from them in case only, and what would go has a role, groups or work; keep the spelling they sign in with by correcting the membership file, or by guard.protected`,
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
      `nobody would own ${subject} any more; set guard.successor to a group of authors, which then gets what people own before they are deleted`,
  },
  {
    name: "admins",
    counts: ({ plan, actual, desired }) => {
      const before = actual.people.filter(({ role }) => isAdmin(role)).length;
      const after =
        before + plan.steps.filter(isMakingAdmin).length - plan.steps.filter(isTakingAdmin).length;
      const tooFew = after < desired.guard.minimumAdmins && after < before;
      return [{ subject: "admins", count: tooFew ? before - after : 0, of: before }];
    },
    limit: () => 0,
    say: ({ count, of }, { guard }) =>
      `${of - count} of ${of} admins would be left; at least ${guard.minimumAdmins} must stay (guard.minimumAdmins)`,
  },
];
