import { groupArnOf } from "../../../aws/scope.ts";
import { keyOf } from "../../findWays.ts";
import { type EntryFinder, type KnownOfEntries, openedBy } from "./entryFinder.ts";

/** Finds out whether the run gives it, as people are deleted who own it and what they own goes to a group: `tenant.guard.successor`. */
export function handOverEntries({
  settings,
  scope,
  snapshot,
  before,
}: KnownOfEntries): EntryFinder {
  const { successor } = settings.guard;
  if (successor === undefined || before === undefined) return () => [];
  const heir = groupArnOf(scope, successor);
  return (way, asset) => {
    const opened = openedBy(snapshot, way, asset);
    if (opened === undefined || way.principal !== heir || way.level !== "owner") return [];
    const key = keyOf(opened);
    const former = before.assets.find((one) => keyOf(one) === key);
    const had = former?.grants.find(({ principal }) => principal === heir)?.actions ?? [];
    const isNew =
      former !== undefined &&
      opened.grants.some(
        ({ principal, actions }) =>
          principal === heir && actions.some((action) => !had.includes(action)),
      );
    return isNew ? ["tenant.guard.successor"] : [];
  };
}
