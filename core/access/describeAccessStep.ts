import { describeAsset } from "../assets/asset.ts";
import { everybody } from "./grant.ts";
import type { ChangingStep } from "./step.ts";

/** One line for people: `+ critical as viewer of dashboard "Sales" (2f1c…)`. */
export function describeAccessStep(step: ChangingStep): string {
  return `${describeChange(step)} of ${describeAsset(step.asset)}`;
}

function describeChange(step: ChangingStep): string {
  const who = step.group === everybody ? "everybody of the namespace" : step.group;
  switch (step.kind) {
    case "grant":
      return `+ ${who} as ${step.level}`;
    case "change":
      return step.from === step.to
        ? `~ ${who} as complete ${step.to}`
        : `~ ${who} from ${step.from} to ${step.to}`;
    case "revoke":
      return `- ${who} as ${step.level}`;
  }
}
