import type { Subject } from "../reconcile/subject.ts";
import type { GovernedNamespace } from "./governedNamespace.ts";
import { order, phaseOf } from "./order.ts";
import { lookUpNewcomers } from "./plan/lookUpNewcomers.ts";
import { lookUpOwned } from "./plan/lookUpOwned.ts";
import { planPeople } from "./plan/planPeople.ts";
import { readSelfUpgrades } from "./selfUpgrade/readSelfUpgrades.ts";
import { type ActualNamespace, readNamespace } from "./readNamespace.ts";
import { peopleRules } from "./rules/peopleRules.ts";
import { peopleTallies } from "./rules/peopleTallies.ts";
import type { PeopleStep } from "./step.ts";
import { followPeople } from "./steps/followPeople.ts";
import { peopleSteps } from "./steps/peopleSteps.ts";
import { takenBy } from "./takenBy.ts";

/** The people of a namespace: users, their roles, mails and profiles, groups and memberships. */
export const peopleSubject: Subject<GovernedNamespace, ActualNamespace, PeopleStep> = {
  name: "people",
  read: async ({ identity }, { scope, people, selfUpgrade }) => {
    if (selfUpgrade === undefined) return readNamespace(identity, scope, people);
    const [found, selfUpgrades] = await Promise.all([
      readNamespace(identity, scope, people),
      readSelfUpgrades(identity, scope),
    ]);
    return { ...found, selfUpgrades };
  },
  plan: planPeople,
  look: async (api, governed, actual, plan) =>
    lookUpOwned(api, governed, actual, await lookUpNewcomers(api, governed, plan)),
  rules: peopleRules,
  tallies: peopleTallies,
  steps: peopleSteps,
  phases: order.map(({ name }) => name),
  phaseOf,
  takes: takenBy,
  needsJournal: (step) =>
    step.kind === "downgrade" || (step.kind === "move" && step.keeps !== undefined),
  dependencies: followPeople,
  identify: ({ scope, guard, emails }) => ({ scope, guard, emails }),
  verbatim: (step) => {
    if (step.kind === "give-back" || step.kind === "create-group" || step.kind === "delete-group")
      return undefined;
    // Lines of the file move without the plan changing, and what people own is handed over.
    const { reason: _, ...rest } = step;
    const { owned: __, ...verbatim } = { owned: undefined, ...rest };
    return verbatim;
  },
  placeOf: ({ scope }) => `namespace ${scope.namespace}`,
  namespaceOf: ({ scope }) => scope.namespace,
};
