import { isLowering, type PeopleStep, selfRegistration } from "./step.ts";

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
      return step.from === undefined ? [] : [liftOf(step.from, step.session)];
    case "move":
      return [lineOfMove(step.session), ...(step.lifts ? [liftOf(step.lifts, step.session)] : [])];
    case "remove-member":
      return [`take ${step.session} out of ${step.group}`];
    case "delete-group":
      return [`delete group ${step.group}`];
    default:
      return [];
  }
}

/** What a move takes: a user without a group, a role and anything they own, of somebody who gets another one. */
export function lineOfMove(session: string): string {
  return `move ${session} out of ${selfRegistration}`;
}

function liftOf(profile: string, session: string): string {
  return `lift ${profile} from ${session}`;
}
