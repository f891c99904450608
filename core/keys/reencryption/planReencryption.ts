import { nameFew } from "../../reconcile/nameFew.ts";
import type { Journal, Plan } from "../../reconcile/subject.ts";
import { encryptedThing } from "../encryptedThing.ts";
import { LeftClosed } from "./leaveClosed.ts";
import { describeOthers } from "./describeOthers.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";
import { mostNamed } from "./mostNamed.ts";
import { planCancels } from "./planCancels.ts";
import { planLoads } from "./planLoads.ts";
import { planSources } from "./planSources.ts";
import { defaultEntry, loadEntry, noted, sourceEntry, workNote } from "./reencryptionNotes.ts";
import type { ReencryptionStep } from "./reencryptionStep.ts";

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
  const cancels = planCancels(desired, actual, journal);
  if (actual.defaultKey !== defaultKey) {
    const step: ReencryptionStep = {
      ...{ kind: "mismatch", wanted: defaultKey, found: actual.defaultKey },
      reason: "a load encrypts with the key that is the default",
    };
    return { steps: [...cancels, step], notices: [], unchanged: 0 };
  }
  // A run that is killed before it cancels leaves it to the next one.
  const toCancel = new Set(cancels.map(({ dataSet }) => loadEntry(dataSet.id)));
  const since = noted(journal, desired);
  const closed = new LeftClosed(desired, actual);
  const known = { journal, since, closed };
  const loads = planLoads(desired, actual, known);
  const sources = planSources(desired, actual, known);
  const adopt: ReencryptionStep = {
    ...{ kind: "adopt", defaultKey, reason: "the default key since this run" },
  };
  return {
    steps: [...cancels, ...(since === undefined ? [adopt] : []), ...loads.steps, ...sources.steps],
    notices: [
      ...describeRefused(loads.refused),
      ...closed.notices(),
      ...sources.notices,
      ...describeOthers(desired, actual),
      ...[...actual.unreadable].map(
        ([key, reason]) =>
          `what is encrypted with ${key} cannot be found out (${reason}); allow kms:ListGrants on it`,
      ),
    ],
    unchanged: loads.unchanged,
    settled: findSettled(actual, journal, since).filter((entry) => !toCancel.has(entry)),
  };
}

function describeRefused(refused: readonly string[]): string[] {
  if (refused.length === 0) return [];
  return [
    `${count(refused.length, "data set")} cannot be loaded by the API, and keep the key that they have: ${nameFew(refused, mostNamed)}; upload a file again, or refresh in full, in the console`,
  ];
}

/** Entries about another default key, and about what is not there any more: a data source is, while a key has a grant for it. */
function findSettled(
  { dataSets, keys, unreadable }: ActualReencryption,
  journal: Journal,
  since: string | undefined,
): string[] {
  const loads = dataSets.map(({ id }) => loadEntry(id));
  const sources = [...keys.keys()].flatMap((arn) => {
    const { kind, id } = encryptedThing(arn);
    return kind === "datasource" ? [sourceEntry(id)] : [];
  });
  const there = new Set([...loads, ...sources]);
  return Object.keys(journal).filter((entry) => {
    if (entry === defaultEntry) return false;
    if (workNote(journal, entry, since) === undefined) return true;
    const isUnknown = unreadable.size > 0 && entry.startsWith(sourceEntry(""));
    return !there.has(entry) && !isUnknown;
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
