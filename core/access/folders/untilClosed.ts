import type { Dependencies } from "../../reconcile/subject.ts";
import type { ActualAccess } from "../actualAccess.ts";
import type { GovernedAccess } from "../governedAccess.ts";
import { type AccessStep, isMemberStep } from "../step.ts";
import { takenBy } from "../takenBy.ts";
import { describeFolder } from "./describeFolder.ts";
import { pathTo } from "./opensTo.ts";

/**
 * Holds back what is put into a folder while somebody who is to lose that folder, or one above it, has it still, or where nobody could read
 * who has it: it would be opened to them. What could not be given holds back nothing.
 */
export function untilClosed(
  { folders }: Pick<GovernedAccess, "folders">,
  { folders: there = [] }: ActualAccess,
): Dependencies<AccessStep> {
  const known = {
    declared: new Map((folders?.declared ?? []).map((folder) => [folder.id, folder])),
    actual: new Map(there.map((folder) => [folder.id, folder])),
  };
  const open = new Map<string, string>();
  return {
    blocks: (step) => {
      if (step.kind !== "addMember") return undefined;
      const why = [...pathTo(step.folder.id, known)].flatMap((id) => open.get(id) ?? [])[0];
      return (
        why && `${why}, and what is put into ${describeFolder(step.folder)} would be opened to them`
      );
    },
    succeeded: () => undefined,
    failed: (step) => {
      if (isMemberStep(step) || step.asset.kind !== "folder") return;
      const on = describeFolder(step.asset);
      if (step.kind === "unreadable") open.set(step.asset.id, `who has ${on} could not be read`);
      else if (takenBy(step).length > 0) {
        open.set(step.asset.id, `${on} could not be closed to ${step.group}`);
      }
    },
  };
}
