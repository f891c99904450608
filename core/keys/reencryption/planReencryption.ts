import { nameFew } from "../../reconcile/nameFew.ts";
import type { Journal, Plan } from "../../reconcile/subject.ts";
import { describeOthers } from "./describeOthers.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { nameDataSet } from "./nameDataSet.ts";
import { planSources } from "./planSources.ts";
import {
  defaultEntry,
  loadEntry,
  loadPrefix,
  noted,
  sourceEntry,
  workNote,
} from "./reencryptionNotes.ts";
import type { ReencryptionStep, RefreshStep } from "./reencryptionStep.ts";

/** Data sets named in one sentence. */
const mostNamed = 20;

/**
 * What is to be loaded so that everything in SPICE is under the default key, and nothing is loaded twice under the same one. A data set
 * is done when QuickSight has a grant for it on the default key and on no other, or when a load of ours has ended well since that key is
 * the default: so an account whose grants nobody may see is loaded once. Pure.
 */
export function planReencryption(
  desired: GovernedReencryption,
  actual: ActualReencryption,
  journal: Journal,
): Plan<ReencryptionStep> {
  const { defaultKey } = desired;
  if (actual.defaultKey !== defaultKey) {
    const step: ReencryptionStep = {
      ...{ kind: "mismatch", wanted: defaultKey, found: actual.defaultKey },
      reason: "a load encrypts with the key that is the default",
    };
    return { steps: [step], notices: [], unchanged: 0 };
  }
  const since = noted(journal, desired);
  const inSpice = actual.dataSets.filter(({ isInSpice }) => isInSpice);
  const refused: string[] = [];
  const loads = inSpice.flatMap((dataSet): RefreshStep[] => {
    const note = workNote(journal, loadEntry(dataSet.id), since);
    if (note?.state === "begun") return [refresh(dataSet, "a load that was begun is followed")];
    const keys = actual.keys.get(dataSet.arn) ?? [];
    const others = keys.filter((key) => key !== defaultKey);
    const isUnder = keys.includes(defaultKey);
    if (isUnder && others.length === 0) return [];
    if (note?.state === "refused") {
      refused.push(`${nameDataSet(dataSet)} (${note.reason ?? "no reason"})`);
      return [];
    }
    const isOurs = note?.state === "done";
    if (isOurs && (isUnder || others.length === 0)) return [];
    const again = note?.state === "failed" ? ", and its last load failed" : "";
    const step = refresh(dataSet, `${describeKeys(others, isUnder)}${again}`);
    if (!isOurs) return [step];
    return [{ ...step, unlessNewest: loadPrefix(desired, dataSet.arn, note.since) }];
  });
  const sources = planSources(desired, actual, journal, since);
  const adopt: ReencryptionStep = {
    ...{ kind: "adopt", defaultKey, reason: "the default key since this run" },
  };
  return {
    steps: [...(since === undefined ? [adopt] : []), ...loads, ...sources.steps],
    notices: [
      ...describeRefused(refused),
      ...sources.notices,
      ...describeOthers(desired, actual),
      ...[...actual.unreadable].map(
        ([key, reason]) =>
          `what is encrypted with ${key} cannot be found out (${reason}); allow kms:ListGrants on it`,
      ),
    ],
    unchanged: inSpice.length - loads.length - refused.length,
    settled: findSettled(actual, journal, since),
  };
}

function refresh({ arn, id, name }: RefreshStep["dataSet"], reason: string): RefreshStep {
  return { kind: "refresh", dataSet: { arn, id, name }, reason };
}

function describeKeys(others: readonly string[], isUnder: boolean): string {
  if (others.length === 0) return "under no registered key that is known";
  const keys = others.join(" and ");
  return isUnder ? `still under ${keys} as well` : `under ${keys}`;
}

function describeRefused(refused: readonly string[]): string[] {
  if (refused.length === 0) return [];
  return [
    `${count(refused.length, "data set")} cannot be loaded by the API, and keep the key that they have: ${nameFew(refused, mostNamed)}; upload a file again, or refresh in full, in the console`,
  ];
}

/** Entries about another default key, and about what is not there any more. */
function findSettled(
  { dataSets }: ActualReencryption,
  journal: Journal,
  since: string | undefined,
): string[] {
  const loads = new Set(dataSets.map(({ id }) => loadEntry(id)));
  return Object.keys(journal).filter((entry) => {
    if (entry === defaultEntry) return false;
    if (workNote(journal, entry, since) === undefined) return true;
    return !loads.has(entry) && !entry.startsWith(sourceEntry(""));
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
