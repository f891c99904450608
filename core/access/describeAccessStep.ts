import { describeAsset } from "../assets/asset.ts";
import type { ChangingStep } from "./step.ts";

/** One line for people: `+ critical as viewer of dashboard "Sales" (2f1c…)`. */
export function describeAccessStep(step: ChangingStep): string {
  return `${describeChange(step)} of ${describeAsset(step.asset)}`;
}

function describeChange(step: ChangingStep): string {
  switch (step.kind) {
    case "grant":
      return `+ ${step.group} as ${step.level}`;
    case "change":
      return step.from === step.to
        ? `~ ${step.group} as complete ${step.to}`
        : `~ ${step.group} from ${step.from} to ${step.to}`;
    case "revoke":
      return `- ${step.group} as ${step.level}`;
  }
}
