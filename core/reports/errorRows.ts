import type { CsvColumns } from "../csv/csvChunks.ts";
import type { RecordedStep, RunRecord } from "./runRecord.ts";

/** What did not go as it should in a run. */
export interface ErrorRow extends Pick<RunRecord, "run" | "namespace" | "subject"> {
  /** When the run began; ISO 8601, UTC. */
  readonly at: string;
  /** `refused` by the guard, a step that `failed` or was `declined` by AWS, or an `error` that ended the run. */
  readonly type: "refused" | "failed" | "declined" | "error";
  /** The guard's rule, the kind of the step, or the name of the error. */
  readonly name: string;
  readonly message: string;
  /** The step that was not done. */
  readonly step?: RecordedStep;
}

/** The columns of errors.csv, and what stands in them. */
export const errorColumns: CsvColumns<ErrorRow> = {
  at: ({ at }) => at,
  run: ({ run }) => run,
  namespace: ({ namespace }) => namespace,
  subject: ({ subject }) => subject,
  type: ({ type }) => type,
  name: ({ name }) => name,
  message: ({ message }) => message,
  step: ({ step }) => step?.text,
  file: ({ step }) => step?.file,
  lines: ({ step }) => step?.lines?.join(" "),
};

/** What went wrong in some runs, in their order. An approved finding is none. */
export function errorRows(records: readonly RunRecord[]): ErrorRow[] {
  return records.flatMap((record): ErrorRow[] => {
    const { run, namespace, subject, started: at, result } = record;
    const about = { at, run, namespace, subject };
    const refused = result === "refused" ? record.refusals : [];
    return [
      ...record.errors.map(({ name, message }): ErrorRow => ({
        ...{ ...about, type: "error", name, message },
      })),
      ...refused.map((message, place): ErrorRow => ({
        ...{ ...about, type: "refused", name: record.findings[place]?.rule ?? "", message },
      })),
      ...(["failed", "declined"] as const).flatMap((type) =>
        record[type].map(({ why, ...step }): ErrorRow => ({
          ...{ ...about, type, name: step.step.kind, message: why, step },
        })),
      ),
    ];
  });
}
