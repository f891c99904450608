import { describeSpent } from "../../reconcile/describeSpent.ts";
import { describeLimits, limitOf } from "../../settings/limits.ts";
import { isLower, isReader } from "../../settings/role.ts";
import type { PeopleStep } from "../step.ts";
import { findAdopted } from "./findAdopted.ts";
import { countManaged } from "./countManaged.ts";
import { countRenamed } from "./countRenamed.ts";
import { findOtherPrefix } from "./findOtherPrefix.ts";
import { findStranded } from "./findStranded.ts";
import { findTwins } from "./findTwins.ts";
import type { PeopleRule } from "./peopleSituation.ts";
import { peopleBefore } from "./peopleTallies.ts";

/** True where somebody gets rights that they lack: of authors and admins, or those of Pro roles, which cost more. */
function isPromoting(step: PeopleStep): boolean {
  if (step.kind === "register") return !isReader(step.role);
  return step.kind === "change-role" && isLower(step.from, step.to);
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
    // Whoever comes counts as well, and a first load that was killed is finished without being asked about.
    resumes: true,
    before: peopleBefore,
    counts: (situation) => {
      const of = countManaged(situation);
      const promoted = situation.plan.steps.filter(isPromoting);
      // A first load brings its authors and admins; later, one who comes as one is as one who is made one.
      return [{ subject: "people", count: of === 0 ? 0 : promoted.length, of }];
    },
    limit: ({ guard }, of) => limitOf(of, guard.promotions),
    say: ({ count, of, limit, spent }, { guard }) =>
      `${count} people would become authors or admins, or get a Pro role, where ${of} are${describeSpent(spent)}; the limit is ${limit} (guard.promotions: ${describeLimits(guard.promotions)}); does a group have the wrong role?`,
  },
  {
    name: "roles-adopted",
    counts: (situation) => {
      const of = countManaged(situation);
      const { steps } = situation.plan;
      const adopted = steps.length === 0 ? [] : findAdopted(situation);
      return [{ subject: "people", count: adopted.length, of }];
    },
    limit: ({ guard }, of) => limitOf(of, guard.promotions),
    say: ({ count, of, limit }, { guard }) =>
      `${count} of ${of} people raised their own role within 24 hours, and identity.selfUpgrade: adopt keeps that; the limit is ${limit} (guard.promotions: ${describeLimits(guard.promotions)}); set it to deny to take it back`,
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
      return [{ subject: "people", count: twins.length, of: situation.desired.people.length }];
    },
    // One or another has a sign-in of another kind as well; half of the people have not, however few they are.
    limit: ({ guard: { promotions }, people }) =>
      Math.min(promotions.atLeast, limitOf(people.length, promotions)),
    say: ({ count, of, limit, spent }) =>
      `${count} of ${of} people would be registered who are there already under another role, sign-in or session name${describeSpent(spent)}; the limit is ${limit} (guard.promotions.atLeast, and half of few). Was identity.role, account.federation.role or identity.session changed?`,
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
    counts: (situation) => {
      const { former, scope } = situation.desired;
      if (former === undefined) {
        const other = findOtherPrefix(situation);
        return [{ subject: other?.prefix ?? "", count: other?.memberships ?? 0, of: 0 }];
      }
      const of = [...former.members.values()].reduce((sum, count) => sum + count, 0);
      const count = former.groupPrefix === scope.groupPrefix ? 0 : of;
      return [{ subject: former.groupPrefix, count, of }];
    },
    limit: () => 0,
    say: ({ subject, count }, { scope }) =>
      `groups would begin with ${scope.groupPrefix} in place of ${subject}: ${count} memberships, and all that was shared with these groups, would stay with groups that nobody manages any more; the limit is 0 (identity.groupPrefix)`,
  },
  {
    name: "group-renamed",
    counts: countRenamed,
    limit: () => 0,
    say: ({ subject, count }) =>
      `group ${subject} would be another one in the settings: ${count} memberships, and all that was shared with it, would stay with a group that the settings do not name any more; the limit is 0; put its name back (groups.*.name), or take its rows out of the membership file first, run, and give it another name then`,
  },
];
