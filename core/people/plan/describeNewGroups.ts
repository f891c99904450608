import { printable } from "../../aws/printable.ts";
import { nameSome } from "../../aws/nameSome.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { PeopleStep } from "../step.ts";

/**
 * What to look at where groups are made for people who are there already, and groups are there that are not managed: one of those
 * may be what a group was called until now. Only who knows how the namespace was governed before knows better.
 */
export function describeNewGroups(
  { former }: GovernedNamespace,
  { unmanagedGroups }: ActualNamespace,
  steps: readonly PeopleStep[],
): string[] {
  if (former !== undefined || unmanagedGroups.length === 0) return [];
  const newcomers = new Set(
    steps.flatMap((step) => (step.kind === "register" ? [step.session] : [])),
  );
  const joined = new Set(
    steps.flatMap((step) =>
      step.kind === "add-member" && !newcomers.has(step.session) ? [step.group] : [],
    ),
  );
  const groups = steps.flatMap((step) =>
    step.kind === "create-group" && joined.has(step.group) ? [step.group] : [],
  );
  if (groups.length === 0) return [];
  return [
    printable(
      `new groups for people who are there already (${nameSome(groups)}): where one had another name until now (groups.*.name), its people stay in the group of that name, which is not managed here any more; take its rows out of the membership file first, run, and change the name then`,
    ),
  ];
}
