import { describeOwned } from "@quicksight-governance/core/assets";
import type { Operation, Plan } from "@quicksight-governance/core/people";
import { formatTable } from "./formatTable.ts";

const headings: Readonly<Record<Operation["kind"], string>> = {
  "create-group": "+ new groups",
  "change-role": "~ other roles",
  "change-email": "~ other emails",
  "change-permissions": "~ other custom permissions",
  downgrade: "-+ deleted and registered again",
  register: "+ new people",
  "add-member": "+ into groups",
  "remove-member": "- out of groups",
  remove: "- removed people",
};

const changes: Readonly<Record<Operation["kind"], "create" | "update" | "delete">> = {
  "create-group": "create",
  "change-role": "update",
  "change-email": "update",
  "change-permissions": "update",
  downgrade: "update",
  register: "create",
  "add-member": "create",
  "remove-member": "delete",
  remove: "delete",
};

/** A plan for people: the operations by kind, each with person and reason, and how many there are. */
export function formatPlan({ operations, unchanged }: Plan): string[] {
  const kinds = [...new Set(operations.map(({ kind }) => kind))];
  const tables = kinds.flatMap((kind) => {
    const rows = operations.filter((operation) => operation.kind === kind);
    return [`${headings[kind]} (${rows.length})`, ...formatTable(rows.map(cellsOf)), ""];
  });
  return [...tables, countChanges(operations, unchanged)];
}

function cellsOf(operation: Operation): string[] {
  const who = "email" in operation ? operation.email : operation.group;
  return [who, whatOf(operation), operation.reason];
}

function whatOf(operation: Operation): string {
  switch (operation.kind) {
    case "create-group":
      return "";
    case "register":
      return [operation.role, operation.customPermissions ?? ""].join(" ").trimEnd();
    case "change-role":
      return `${operation.from} > ${operation.to}`;
    case "change-email":
      return `was ${operation.from}`;
    case "change-permissions":
      return `${operation.from ?? "none"} > ${operation.to ?? "none"}`;
    case "downgrade":
      return `${operation.from} > ${operation.to}${belongings(operation.owned)}`;
    case "add-member":
    case "remove-member":
      return operation.group;
    case "remove":
      return `${operation.role}${belongings(operation.owned)}`;
  }
}

function belongings(owned: Parameters<typeof describeOwned>[0] = []): string {
  return owned.length === 0 ? "" : `, owns ${describeOwned(owned)}`;
}

function countChanges(operations: readonly Operation[], unchanged: number): string {
  const same = `${unchanged} ${unchanged === 1 ? "person" : "people"} unchanged`;
  if (operations.length === 0) return `nothing to do; ${same}`;
  const count = (change: string) =>
    operations.filter(({ kind }) => changes[kind] === change).length;
  return `${count("create")} to create, ${count("update")} to update, ${count("delete")} to delete; ${same}`;
}
