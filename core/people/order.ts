import { isLowering, type PeopleStep } from "./step.ts";

/** Steps of one phase go side by side; see {@link order}. */
export interface Phase {
  readonly name: string;
  readonly holds: (step: PeopleStep) => boolean;
}

const kind = (name: PeopleStep["kind"]): Phase => ({ name, holds: (step) => step.kind === name });

/**
 * The order of a run. Giving comes before taking: a run that stops halfway leaves people with too much for a while, never with
 * nothing, and an admin goes when the next one is there. Only memberships come after downgrades, which give them back, and moves
 * before registrations, which QuickSight refuses until then: what a move deletes is a reader who has nothing, and a run that stops
 * in between leaves a newcomer whom the next run registers.
 */
export const order: readonly Phase[] = [
  kind("close-self-upgrade"),
  kind("create-group"),
  { name: "raise", holds: (step) => step.kind === "change-role" && !isLowering(step) },
  kind("change-email"),
  kind("move"),
  kind("register"),
  kind("give-back"),
  kind("change-permissions"),
  { name: "lower", holds: (step) => step.kind === "change-role" && isLowering(step) },
  kind("downgrade"),
  kind("add-member"),
  kind("remove-member"),
  kind("remove"),
  kind("delete-group"),
];

/** The place of a step in {@link order}. */
function placeOf(step: PeopleStep): number {
  return order.findIndex(({ holds }) => holds(step));
}

/** The name of the phase that a step belongs to. */
export function phaseOf(step: PeopleStep): string {
  return order[placeOf(step)]?.name ?? step.kind;
}

/** Sorts into the order of a plan: by phase, then by person and group. */
export function compareSteps(a: PeopleStep, b: PeopleStep): number {
  const byPhase = placeOf(a) - placeOf(b);
  if (byPhase !== 0) return byPhase;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

function sortKey(step: PeopleStep): string {
  const session = "session" in step ? step.session : "";
  return `${session} ${"group" in step ? step.group : ""}`;
}
