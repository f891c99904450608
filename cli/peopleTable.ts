import { describeOwned } from "@quicksight-governance/core/assets";
import {
  describeLicences,
  licencesOfPlan,
  type PeopleStep,
} from "@quicksight-governance/core/people";
import type { PlanTable } from "./formatPlan.ts";

/** How a plan for people is shown. */
export const peopleTable: PlanTable<PeopleStep> = {
  changes: ["create", "update", "delete"],
  kinds: {
    "close-self-upgrade": { heading: "~ self-upgrade", change: "update" },
    "create-group": { heading: "+ new groups", change: "create" },
    "delete-group": { heading: "- removed groups", change: "delete" },
    "change-role": { heading: "~ other roles", change: "update" },
    "change-email": { heading: "~ other emails", change: "update" },
    "change-permissions": { heading: "~ other custom permissions", change: "update" },
    move: { heading: "-+ out of another namespace, to be registered here", change: "update" },
    downgrade: { heading: "-+ deleted and registered again", change: "update" },
    register: { heading: "+ new people", change: "create" },
    "give-back": { heading: "+ given back what an earlier run took", change: "create" },
    "add-member": { heading: "+ into groups", change: "create" },
    "remove-member": { heading: "- out of groups", change: "delete" },
    remove: { heading: "- removed people", change: "delete" },
  },
  cells: (step) => [subjectOf(step), whatOf(step)],
  describeCost: (steps) => describeLicences(licencesOfPlan(steps)),
  describeUnchanged: (count) => `${count} ${count === 1 ? "person" : "people"} unchanged`,
};

function subjectOf(step: PeopleStep): string {
  if (step.kind === "close-self-upgrade") return "people of the namespace";
  return "session" in step ? step.session : step.group;
}

function whatOf(step: PeopleStep): string {
  switch (step.kind) {
    case "close-self-upgrade":
      return "raise their role only where an administrator approves it";
    case "create-group":
    case "delete-group":
      return "";
    case "register":
      return [step.role, step.customPermissions ?? "", mailOf(step)].filter(Boolean).join(" ");
    case "change-role":
      return `${step.from} > ${step.to}`;
    case "change-email":
      return `was ${step.from}`;
    case "change-permissions":
      return `${step.from ?? "none"} > ${step.to ?? "none"}`;
    case "move":
      return `was in ${step.from}${step.lifts === undefined ? "" : `, loses ${step.lifts}`}`;
    case "downgrade":
      return `${step.from} > ${step.to}${belongings(step.owned)}`;
    case "give-back":
      return [step.customPermissions ?? [], ...step.groupNames].flat().join(", ");
    case "add-member":
    case "remove-member":
      return step.group;
    case "remove":
      return `${step.role}${belongings(step.owned)}`;
  }
}

function mailOf({ session, email }: { readonly session: string; readonly email: string }): string {
  return session === email || email === "" ? "" : `<${email}>`;
}

function belongings(owned: Parameters<typeof describeOwned>[0] = []): string {
  return owned.length === 0 ? "" : `, owns ${describeOwned(owned)}`;
}
