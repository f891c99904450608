import { describeAsset } from "../assets/asset.ts";
import type { AccessOperation } from "./planAccess.ts";

/** One line for people: `+ critical as viewer of dashboard "Sales" (2f1c…) (access names the dashboard)`. */
export function describeAccessOperation(operation: AccessOperation): string {
  return `${describeAccessStep(operation)} of ${describeAsset(operation.asset)} (${operation.reason})`;
}

/** The same without the asset and the reason: `+ critical as viewer`. */
export function describeAccessStep(operation: AccessOperation): string {
  switch (operation.kind) {
    case "grant":
      return `+ ${operation.group} as ${operation.level}`;
    case "change":
      return operation.from === operation.to
        ? `~ ${operation.group} as complete ${operation.to}`
        : `~ ${operation.group} from ${operation.from} to ${operation.to}`;
    case "revoke":
      return `- ${operation.group} as ${operation.level}`;
  }
}
