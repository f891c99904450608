import type { PeopleStep } from "@quicksight-governance/core/people";
import type { Plan } from "@quicksight-governance/core/reconcile";
import { describeOwned } from "@quicksight-governance/core/assets";
import { printable } from "@quicksight-governance/core/aws";
import { formatTable } from "./formatTable.ts";

const headings: Readonly<Record<PeopleStep["kind"], string>> = {
  "create-group": "+ new groups",
  "delete-group": "- removed groups",
  "change-role": "~ other roles",
  "change-email": "~ other emails",
  "change-permissions": "~ other custom permissions",
  downgrade: "-+ deleted and registered again",
  register: "+ new people",
  "give-back": "+ back into groups that are not managed here",
  "add-member": "+ into groups",
  "remove-member": "- out of groups",
  remove: "- removed people",
};

const changes: Readonly<Record<PeopleStep["kind"], "create" | "update" | "delete">> = {
  "create-group": "create",
  "delete-group": "delete",
  "change-role": "update",
  "change-email": "update",
  "change-permissions": "update",
  downgrade: "update",
  register: "create",
  "give-back": "create",
  "add-member": "create",
  "remove-member": "delete",
  remove: "delete",
};

/** A plan for people: the operations by kind, each with person and reason, and how many there are. */
export function formatPlan({ steps, unchanged }: Plan<PeopleStep>): string[] {
  const kinds = [...new Set(steps.map(({ kind }) => kind))];
  const tables = kinds.flatMap((kind) => {
    const rows = steps.filter((step) => step.kind === kind);
    return [`${headings[kind]} (${rows.length})`, ...formatTable(rows.map(cellsOf)), ""];
  });
  return [...tables, countChanges(steps, unchanged)];
}

function cellsOf(step: PeopleStep): string[] {
  const who = "session" in step ? step.session : step.group;
  return [who, whatOf(step), step.reason].map(printable);
}

function whatOf(step: PeopleStep): string {
  switch (step.kind) {
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
    case "downgrade":
      return `${step.from} > ${step.to}${belongings(step.owned)}`;
    case "give-back":
      return step.groupNames.join(", ");
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

function countChanges(steps: readonly PeopleStep[], unchanged: number): string {
  const same = `${unchanged} ${unchanged === 1 ? "person" : "people"} unchanged`;
  if (steps.length === 0) return `nothing to do; ${same}`;
  const count = (change: string) => steps.filter(({ kind }) => changes[kind] === change).length;
  return `${count("create")} to create, ${count("update")} to update, ${count("delete")} to delete; ${same}`;
}
