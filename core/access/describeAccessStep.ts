import { describeAsset } from "../assets/asset.ts";
import { everybody } from "./grant.ts";
import { nameFew } from "../reconcile/nameFew.ts";
import { describeFolder } from "./folders/describeFolder.ts";
import type { ChangingStep, MemberStep } from "./step.ts";

/** Groups and people named in one line. */
const mostNamed = 10;

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

/** One line for people: `+ dashboard "Sales" (2f1c…) into folder "Finance" (…), which opens it to critical (viewer)`. */
export function describeMemberStep({ kind, asset, folder, people }: MemberStep): string {
  const who = people.length === 0 ? "nobody" : nameFew(people, mostNamed);
  return kind === "addMember"
    ? `+ ${describeAsset(asset)} into ${describeFolder(folder)}, which opens it to ${who}`
    : `- ${describeAsset(asset)} out of ${describeFolder(folder)}, which opened it to ${who}`;
}
