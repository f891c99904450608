import type { Journal } from "../../reconcile/subject.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { closedKeyOf } from "./leaveClosed.ts";
import { isBegun, loadEntry, noted } from "./reencryptionNotes.ts";
import type { CancelStep } from "./reencryptionStep.ts";

/**
 * The loads that runs began and that no run may let go on: of what is left as it is closed, where nothing is noted as well, and all that
 * are noted where the default key is closed. Also those that were begun under another default key. Which go on is looked up by `lookUp`.
 */
export function planCancels(
  desired: GovernedReencryption,
  actual: ActualReencryption,
  journal: Journal,
): readonly CancelStep[] {
  const { dataSets, closed } = actual;
  const { defaultKey } = desired;
  const isNothingNoted = noted(journal, desired) === undefined;
  return dataSets.flatMap(({ arn, id, name, isInSpice }): CancelStep[] => {
    const opens = closedKeyOf(desired, actual, arn);
    const isToLookAt = isBegun(journal, loadEntry(id)) || (isNothingNoted && opens !== undefined);
    const key = opens ?? defaultKey;
    const why = closed.get(key);
    if (!isInSpice || !isToLookAt || why === undefined) return [];
    const rest = opens === undefined ? "" : ", and it would open under the default key";
    const reason = `${key} is closed to QuickSight (${why})${rest}`;
    return [{ kind: "cancel", dataSet: { arn, id, name }, reason }];
  });
}
