import type { AccessStep } from "@quicksight-governance/core/access";
import { describeAsset } from "@quicksight-governance/core/assets";
import type { PlanTable } from "./formatPlan.ts";

/** How a plan for access is shown. */
export const accessTable: PlanTable<AccessStep> = {
  changes: ["grant", "change", "revoke"],
  kinds: {
    grant: { heading: "+ new grants", change: "grant" },
    change: { heading: "~ other levels", change: "change" },
    revoke: { heading: "- revoked grants", change: "revoke" },
    unreadable: { heading: "? permissions that cannot be read" },
  },
  cells: (step) => {
    const asset = describeAsset(step.asset);
    if (step.kind === "unreadable") return [asset, step.error];
    return [step.group, levelOf(step), asset];
  },
  describeUnchanged: (count) => `${count} ${count === 1 ? "asset" : "assets"} unchanged`,
};

function levelOf(step: Exclude<AccessStep, { readonly kind: "unreadable" }>): string {
  if (step.kind !== "change") return step.level;
  return step.from === step.to ? `complete ${step.to}` : `${step.from} > ${step.to}`;
}
