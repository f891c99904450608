import { describeOwned } from "../../assets/describeOwned.ts";
import type { Deleting, Operation } from "./operation.ts";

/** One line for people: `+ ana@example.com into critical (line 3 of data/membership.csv)`. */
export function describeOperation(operation: Operation): string {
  return `${describeStep(operation)} (${operation.reason})`;
}

function describeStep(operation: Operation): string {
  switch (operation.kind) {
    case "create-group":
      return `+ group ${operation.group}`;
    case "register":
      return `+ ${operation.email} as ${operation.role}${profileOf(operation)}`;
    case "change-role":
      return `~ ${operation.email} from ${operation.from} to ${operation.to}`;
    case "change-email":
      return `~ ${operation.email}: email was ${operation.from}`;
    case "change-permissions":
      return `~ ${operation.email}: custom permissions ${operation.to ?? "none"}, were ${operation.from ?? "none"}`;
    case "downgrade":
      return `-+ ${operation.email} from ${operation.from} to ${operation.to}${profileOf(operation)}: deleted and registered again${belongings(operation)}`;
    case "add-member":
      return `+ ${operation.email} into ${operation.group}`;
    case "remove-member":
      return `- ${operation.email} out of ${operation.group}`;
    case "remove":
      return `- ${operation.email} (${operation.role})${belongings(operation)}`;
  }
}

function profileOf({ customPermissions }: { readonly customPermissions?: string | undefined }) {
  return customPermissions === undefined ? "" : ` with profile ${customPermissions}`;
}

function belongings({ owned = [] }: Deleting): string {
  return owned.length === 0 ? "" : `; owns ${describeOwned(owned)}`;
}
