import { createHash } from "node:crypto";
import type { Journal, StepContext } from "../../reconcile/subject.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";

/** What became of a load, or of a data source that was written again. */
export interface WorkNote {
  /** `refused`: the API cannot load the data set, and nobody tries again under this default key. */
  readonly state: "begun" | "done" | "failed" | "refused";
  /** The number of the load, from 1; it makes its id. */
  readonly attempt: number;
  /** Since when the default key is the one that it was begun under; ISO 8601, UTC. */
  readonly since: string;
  /** AWS's words, of what was refused. */
  readonly reason?: string | undefined;
}

/** What the ids of all loads begin with that runs begin. */
const ownPrefix = "qsgov-";

/** The entry of the journal that says which key is the default, and since when a run has known it. */
export const defaultEntry = "default";
/** The entry of the journal about the loads of a data set. */
export const loadEntry = (dataSetId: string) => `load ${dataSetId}`;
/** The entry of the journal about a data source. */
export const sourceEntry = (dataSourceId: string) => `source ${dataSourceId}`;

/** Since when the default key is known to be the declared one; undefined: no run has noted it, or another was the default since. */
export function noted(
  journal: Journal,
  { defaultKey }: Pick<GovernedReencryption, "defaultKey">,
): string | undefined {
  const { key, at } = fieldsOf(journal[defaultEntry]);
  return key === defaultKey && typeof at === "string" ? at : undefined;
}

/** Since when loads of this run count: since the default key was noted, else since it began. */
export function sinceOf({
  journal,
  desired,
  at,
}: Pick<StepContext<GovernedReencryption>, "journal" | "desired" | "at">): string {
  return noted(journal, desired) ?? at;
}

/** An entry about the time of this default key; undefined where there is none, or whoever may write to the bucket wrote nonsense. */
export function workNote(
  journal: Journal,
  entry: string,
  since: string | undefined,
): WorkNote | undefined {
  const { state, attempt, since: of, reason } = fieldsOf(journal[entry]);
  if (since === undefined || of !== since) return undefined;
  if (typeof attempt !== "number" || !Number.isSafeInteger(attempt) || attempt < 1)
    return undefined;
  if (state !== "begun" && state !== "done" && state !== "failed" && state !== "refused") {
    return undefined;
  }
  return { state, attempt, since: of, reason: typeof reason === "string" ? reason : undefined };
}

/** Whether a load was begun, and by what is noted goes on, under whichever default key. */
export function isBegun(journal: Journal, entry: string): boolean {
  return fieldsOf(journal[entry])["state"] === "begun";
}

/** Whether a run began a load, under whichever default key. */
export function isOwnLoad(ingestionId: string): boolean {
  return (
    /^[\da-f]{32}-\d+$/.test(ingestionId.slice(ownPrefix.length)) &&
    ingestionId.startsWith(ownPrefix)
  );
}

/**
 * What the ids of all loads of a data set begin with that runs begin under one default key since it is one. The same in every run, so
 * that one that was killed finds its load again; another where the key was not the default meanwhile.
 */
export function loadPrefix(
  { defaultKey }: Pick<GovernedReencryption, "defaultKey">,
  dataSetArn: string,
  since: string,
): string {
  const digest = createHash("sha256").update(JSON.stringify([defaultKey, dataSetArn, since]));
  return `${ownPrefix}${digest.digest("hex").slice(0, 32)}-`;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};
