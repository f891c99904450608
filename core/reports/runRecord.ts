import { z } from "zod";
import { parseJson } from "../settings/parseJson.ts";
import { reportsFolder } from "./reportKeys.ts";

const text = z.string();
const count = z.int().min(0);

/** A step as its subject has it: its kind, its reason, and what it is about. */
const step = z.object({
  step: z.looseObject({ kind: text, reason: text }),
  /** For people, without the reason: `+ ana@x.com into critical`. */
  text,
  /** The file that asked for it, and its lines there; absent where no line did. */
  file: text.exactOptional(),
  lines: z.array(z.int().positive()).readonly().exactOptional(),
});

const undone = step.extend({ why: text });

const finding = z.object({
  ...{ rule: text, subject: text, count: z.number(), limit: z.number() },
  ...{ of: z.number(), spent: z.number() },
  names: z.array(text).readonly().exactOptional(),
});

const runRecord = z.object({
  /** Counts up when a reader of the former form would misunderstand. */
  version: z.literal(1),
  /** Names the run that this is part of; all tenants and subjects of one execution have it. */
  run: z.string().regex(/^[\w.:-]{1,128}$/, "is no name of a run"),
  namespace: text,
  /** `people`, `access`. */
  subject: z.string().regex(/^[a-z][a-z-]*$/, "is no name of a subject"),
  /** When it began; ISO 8601, UTC, with milliseconds. */
  started: z.iso.datetime({ precision: 3 }),
  seconds: z.number().min(0),
  /**
   * `done`: all of it; `continues`: it was stopped in time, and the next call goes on; `partly`: steps failed; `refused`: by the guard, nothing
   * was written; `failed`: it came to no plan, or to no end.
   */
  result: z.enum(["done", "continues", "partly", "refused", "failed"]),
  done: z.array(step).readonly(),
  /** Steps that AWS refuses for good, and without which the run is whole. */
  declined: z.array(undone).readonly(),
  /** Steps that failed: the next run tries them again. */
  failed: z.array(undone).readonly(),
  /** Steps that were not begun, because the run was stopped. */
  left: count,
  /** What is as it should be: people, or assets. */
  unchanged: count,
  /** What spoke against the plan, also where a person approved it. */
  findings: z.array(finding).readonly(),
  /** The same in words, a sentence each. */
  refusals: z.array(text).readonly(),
  /** The hash that allowed a plan with findings. */
  approval: text.exactOptional(),
  /** Why it came to no plan or no end: the name that the error has, and what it says. */
  errors: z.array(z.object({ name: text, message: text })).readonly(),
  /** Calls that QuickSight refused because there were too many, and that were sent again. */
  throttled: count,
  notices: z.array(text).readonly(),
  /** How names in files and settings are those of QuickSight; absent of a subject that has neither people nor groups. */
  naming: z
    .object({
      ...{ federationRole: text, groupPrefix: text },
      groupNames: z.record(text, text).readonly().optional(),
    })
    .exactOptional(),
});

/**
 * What one subject's run over one tenant leaves, as data: what it did and why, what it did not and why. An object in the governance bucket
 * that nobody changes once it is written ({@link runRecordKey}); a run that goes on in a second call leaves one for each.
 */
export type RunRecord = z.output<typeof runRecord>;

/** A step that was done, with the lines that asked for it. */
export type RecordedStep = z.output<typeof step>;

/** The folder of the governance bucket that records are in: `<date>/<run>/<namespace>/<subject>-<time>.json`. */
export const runsFolder = `${reportsFolder}runs/`;

/** The key of a record. Its time is in it, so that each call of a run has its own, and whoever writes one twice writes the same. */
export function runRecordKey({
  run,
  namespace,
  subject,
  started,
}: Pick<RunRecord, "run" | "namespace" | "subject" | "started">): string {
  const time = started.replace(/[-:.]/g, "");
  return `${runsFolder}${started.slice(0, 10)}/${run}/${namespace}/${subject}-${time}.json`;
}

/**
 * Reads a record.
 *
 * @throws Error that says what is wrong with it, as the rest of a sentence; the first of it where that is much
 */
export function parseRunRecord(content: string): RunRecord {
  return parseJson(content, runRecord, "record of a run");
}

/** A record as an object of the bucket. */
export function formatRunRecord(record: RunRecord): string {
  return `${JSON.stringify(record)}\n`;
}
