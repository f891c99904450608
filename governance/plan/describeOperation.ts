import type { Operation } from "./planRoster.ts";

/** One line for people: `+ ana@example.com into critical (line 3 of the membership file)`. */
export function describeOperation(operation: Operation): string {
  return `${describeStep(operation)} (${operation.reason})`;
}

function describeStep(operation: Operation): string {
  switch (operation.kind) {
    case "register":
      return `+ ${operation.email} as ${operation.role}`;
    case "change-role":
      return `~ ${operation.email} from ${operation.from} to ${operation.to}`;
    case "change-email":
      return `~ ${operation.email}: email was ${operation.from}`;
    case "downgrade":
      return `-+ ${operation.email} from ${operation.from} to ${operation.to}: deleted and registered again`;
    case "add-member":
      return `+ ${operation.email} into ${operation.group}`;
    case "remove-member":
      return `- ${operation.email} out of ${operation.group}`;
    case "remove":
      return `- ${operation.email} (${operation.role})`;
  }
}
