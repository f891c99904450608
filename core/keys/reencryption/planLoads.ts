import type { Journal } from "../../reconcile/subject.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { type LeftClosed, possibleKeys } from "./leaveClosed.ts";
import { nameDataSet } from "./nameDataSet.ts";
import { loadEntry, loadPrefix, workNote } from "./reencryptionNotes.ts";
import type { RefreshStep } from "./reencryptionStep.ts";

/** What a plan knows besides what there is. */
export interface KnownOfWork {
  readonly journal: Journal;
  /** Since when the default key is known to be one. */
  readonly since: string | undefined;
  /** Collects what is left as it is closed. */
  readonly closed: LeftClosed;
}

/** The data sets that are to be loaded, and those that the API cannot load. */
export interface PlannedLoads {
  readonly steps: readonly RefreshStep[];
  /** With AWS's words, for a person. */
  readonly refused: readonly string[];
  /** How many are as they should be. */
  readonly unchanged: number;
}

/** Plans the loads: see `planReencryption`. */
export function planLoads(
  desired: GovernedReencryption,
  actual: ActualReencryption,
  { journal, since, closed }: KnownOfWork,
): PlannedLoads {
  const { defaultKey } = desired;
  const inSpice = actual.dataSets.filter(({ isInSpice }) => isInSpice);
  const refused: string[] = [];
  let left = 0;
  const steps = inSpice.flatMap((dataSet): RefreshStep[] => {
    const note = workNote(journal, loadEntry(dataSet.id), since);
    const isBegun = note?.state === "begun";
    const keys = actual.keys.get(dataSet.arn) ?? [];
    const others = keys.filter((key) => key !== defaultKey);
    const isUnder = keys.includes(defaultKey);
    const from = possibleKeys(desired, actual, dataSet.arn);
    const refresh = (reason: string): RefreshStep => ({
      ...{ kind: "refresh", dataSet: nameOf(dataSet), from, reason },
    });
    if (isUnder && others.length === 0 && !isBegun) return [];
    if (note?.state === "refused") {
      refused.push(`${nameDataSet(dataSet)} (${note.reason ?? "no reason"})`);
      return [];
    }
    const isOurs = note?.state === "done";
    if (isOurs && (isUnder || others.length === 0)) return [];
    if (closed.leaves(dataSet.arn, nameDataSet(dataSet))) {
      left += 1;
      return [];
    }
    if (isBegun) return [refresh("a load that was begun is followed")];
    const again = note?.state === "failed" ? ", and its last load failed" : "";
    const step = refresh(`${describeKeys(others, isUnder)}${again}`);
    if (!isOurs) return [step];
    return [{ ...step, unlessNewest: loadPrefix(desired, dataSet.arn, note.since) }];
  });
  return { steps, refused, unchanged: inSpice.length - steps.length - refused.length - left };
}

function nameOf({ arn, id, name }: RefreshStep["dataSet"]): RefreshStep["dataSet"] {
  return { arn, id, name };
}

function describeKeys(others: readonly string[], isUnder: boolean): string {
  if (others.length === 0) return "under no registered key that is known";
  const keys = others.join(" and ");
  return isUnder ? `still under ${keys} as well` : `under ${keys}`;
}
