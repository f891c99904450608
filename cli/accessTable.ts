import type { AccessStep } from "@quicksight-governance/core/access";
import { describeAsset } from "@quicksight-governance/core/assets";
import type { PlanTable } from "./formatPlan.ts";

/** How a plan for access is shown. */
export const accessTable: PlanTable<AccessStep> = {
  changes: ["grant", "change", "revoke"],
  kinds: {
    grant: { heading: "+ new grants", change: "grant" },
    change: { heading: "~ other levels", change: "change" },
    addMember: { heading: "+ into folders", change: "put into folders" },
    revoke: { heading: "- revoked grants", change: "revoke" },
    removeMember: { heading: "- out of folders", change: "take out of folders" },
    unreadable: { heading: "? permissions that cannot be read" },
  },
  cells: (step) => {
    const asset = describeAsset(step.asset);
    if (step.kind === "unreadable") return [asset, step.error];
    if (!("group" in step)) {
      const opens = step.kind === "addMember" ? "opens" : "opened";
      const folder = describeAsset({ kind: "folder", ...step.folder });
      return [asset, folder, `${opens} it to ${step.people.join(", ") || "nobody"}`];
    }
    return [step.group, levelOf(step), asset];
  },
  describeUnchanged: (count) => `${count} ${count === 1 ? "asset" : "assets"} unchanged`,
};

/** How a plan for folders is shown: the same, with what is put into them and taken out. */
export const foldersTable: PlanTable<AccessStep> = {
  ...accessTable,
  changes: [...accessTable.changes, "put into folders", "take out of folders"],
  describeUnchanged: (count) => `${count} ${count === 1 ? "folder" : "folders"} unchanged`,
};

function levelOf(step: Extract<AccessStep, { readonly group: string }>): string {
  if (step.kind !== "change") return step.level;
  return step.from === step.to ? `complete ${step.to}` : `${step.from} > ${step.to}`;
}
