import { userNameOf } from "../../aws/scope.ts";
import type { Journal, Plan } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { compareSteps } from "../order.ts";
import type { Person } from "../person.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { CreateGroup, PeopleStep } from "../step.ts";
import { adoptedOf, describeAdopted } from "../selfUpgrade/adoptedOf.ts";
import { planSelfUpgrade } from "../selfUpgrade/planSelfUpgrade.ts";
import { describeNewGroups } from "./describeNewGroups.ts";
import { describeUnmanaged } from "./describeUnmanaged.ts";
import { findNamesakes } from "./findNamesakes.ts";
import { findProtection } from "./findProtection.ts";
import { findStrangers, type Strangers } from "./findStrangers.ts";
import { matchPeople } from "./matchPeople.ts";
import { planJournal } from "./planJournal.ts";
import { planLeaver } from "./planLeaver.ts";
import { planLeavingGroups } from "./planLeavingGroups.ts";
import { type PersonPlan, planPerson } from "./planPerson.ts";
import { reasonOf } from "./reasonOf.ts";

/**
 * The steps that make a namespace what it should be. Pure: the same roster and namespace give the same plan, whatever order
 * they come in, and a plan made after all steps were done is empty.
 *
 * Only managed people are planned for. Nothing is planned that takes something from a protected person, from who runs this,
 * or, with `additiveOnly`, from anybody: it is a notice instead.
 *
 * A person whom QuickSight spells in other case than the membership file is the same person, as QuickSight spells them:
 * another spelling would be another user, who has none of their work.
 */
export function planPeople(
  governed: GovernedNamespace,
  actual: ActualNamespace,
  journal: Journal = {},
  now = Date.now(),
): Plan<PeopleStep> {
  const protection = findProtection(governed);
  const { matched, left } = matchPeople(governed.people, actual.people);
  const owed = planJournal(governed, actual, journal, now);
  const door = planSelfUpgrade(governed, actual);
  const steps: PeopleStep[] = [...door.steps, ...planGroups(governed, actual), ...owed.steps];
  const notices = [...describeUnmanaged(actual), ...door.notices, ...owed.notices];
  const strangers = findStrangers(actual);
  // Who signs in with the mail of somebody in the roster stays, so nobody is in their place.
  const namesakes = findNamesakes(
    left.flatMap(({ person, alias }) => (alias === undefined ? [person] : [])),
    matched.flatMap(({ desired, actual: there }) => (there === undefined ? [desired] : [])),
  );
  let unchanged = 0;
  const add = (part: PersonPlan) => {
    steps.push(...part.steps);
    notices.push(...part.notices);
  };
  for (const { desired, actual: there, spelling } of matched) {
    if (spelling !== undefined) notices.push(spelling);
    if (there === undefined) {
      const former = namesakes.leavers.get(desired.session);
      add(planNewcomer(governed, owed.complete(desired), strangers, former));
      continue;
    }
    const adopted = adoptedOf(governed, actual, desired, there);
    if (adopted !== undefined) notices.push(describeAdopted(governed, desired, there, adopted));
    const wanted = adopted === undefined ? desired : { ...desired, role: there.role };
    const part = planPerson(governed, wanted, there, protection(there));
    add(part);
    if (part.steps.length === 0) unchanged += 1;
  }
  for (const { person, reason, alias } of left) {
    if (alias !== undefined) {
      notices.push(
        `${person.session}: signs in with the email of ${alias}, under another session name; left as is. Map the session name to the email, or remove one of the two yourself`,
      );
      continue;
    }
    const namesake = namesakes.newcomers.get(person.session);
    const why = reason ?? (namesake && `${namesake} is in their place, the same user by name`);
    add(planLeaver(governed, person, why, protection(person)));
  }
  const persons = steps.filter((step) => "session" in step);
  const leaving = planLeavingGroups(governed, actual, persons);
  steps.push(...leaving.steps);
  notices.push(...leaving.notices, ...describeNewGroups(governed, actual, steps));
  return {
    steps: withoutPointless(steps).sort(compareSteps),
    notices: notices.sort(),
    unchanged,
    settled: owed.settled,
  };
}

/** Whoever is removed gets nothing back first: a leaver would be let in for a moment. */
function withoutPointless(steps: readonly PeopleStep[]): PeopleStep[] {
  const going = new Set(steps.flatMap((step) => (step.kind === "remove" ? [step.session] : [])));
  return steps.filter((step) => step.kind !== "give-back" || !going.has(step.session));
}

function planGroups({ groups = {} }: GovernedNamespace, actual: ActualNamespace): CreateGroup[] {
  return Object.entries(groups)
    .filter(([group, { existing }]) => existing !== true && !actual.groups.includes(group))
    .map(([group, { description }]) => ({
      kind: "create-group",
      group,
      description,
      reason: "declared in the settings",
    }));
}

function planNewcomer(
  governed: GovernedNamespace,
  { restores, ...person }: Person & { readonly restores?: boolean },
  strangers: Strangers,
  former: string | undefined,
): PersonPlan {
  const { session, email, role, customPermissions } = person;
  const reason = reasonOf(person, governed.source);
  if (strangers.hasUserName(userNameOf(governed.scope, session))) {
    const notice = `${session}: ${reason}, and there with a role that is not managed here; left as is`;
    return { steps: [], notices: [notice] };
  }
  const notices = strangers
    .withEmail(email)
    .map(
      (user) =>
        `${session}: user ${user.userName} (${user.role}), who is not managed here, has the same email; if it is the same person, they get a second user`,
    );
  const why = former === undefined ? reason : `${reason}; was ${former}, the same user by name`;
  const who = { session, email, reason: why };
  const steps: PersonPlan["steps"] = [
    {
      kind: "register",
      ...who,
      role,
      customPermissions,
      ...(restores === undefined ? {} : { restores }),
    },
    ...person.groups.map((group) => ({ kind: "add-member", ...who, group }) as const),
  ];
  return { steps, notices };
}
