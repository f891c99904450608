import { isLowering, type PeopleStep } from "./step.ts";

/**
 * What a step takes, a line for each thing, verbatim and without what may differ between a preview and the run (the role that
 * somebody has who is removed): `remove ana@example.com`. Empty for a step that only gives.
 */
export function takenBy(step: PeopleStep): readonly string[] {
  switch (step.kind) {
    case "remove":
      return [`remove ${step.session}`];
    case "downgrade":
      return [step.leaves ? `remove ${step.session}` : `lower ${step.session} to ${step.to}`];
    case "change-role":
      return isLowering(step) ? [`lower ${step.session} to ${step.to}`] : [];
    case "change-permissions":
      return step.from === undefined ? [] : [`lift ${step.from} from ${step.session}`];
    case "remove-member":
      return [`take ${step.session} out of ${step.group}`];
    case "delete-group":
      return [`delete group ${step.group}`];
    default:
      return [];
  }
}
