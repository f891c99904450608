import type { RunRecord } from "@quicksight-governance/core/reports";

/** The longest message of an answer, in characters: the state of an execution holds 256 KB, and the record in the bucket has all of it. */
const longestMessage = 2_000;

/** What the state machine goes on by: every field is there in every answer, as a path that leads nowhere fails an execution. */
export interface Answer {
  readonly namespace: string;
  /** `people`, `access`, `rules`. */
  readonly subject: string;
  /** See `RunRecord.result`. */
  readonly outcome: RunRecord["result"];
  /** True when the same is to be called again: the function's time was nearly over, and the next call goes on from there. */
  readonly continue: boolean;
  /** Steps that were done in this call. */
  readonly done: number;
  /** The name of what went wrong: `PlanRefused`, `FileMistakes`; empty where nothing did. */
  readonly error: string;
  /** The same for people; empty where nothing did. */
  readonly message: string;
  readonly notices: readonly string[];
}

/** Makes an answer; `message` is cut where it is long. */
export function answerOf(
  { namespace, subject, result: outcome, done, declined, notices }: RunRecord,
  { error = "", message = "" }: Partial<Pick<Answer, "error" | "message">> = {},
): Answer {
  const isLong = message.length > longestMessage;
  return {
    ...{ namespace, subject, outcome, continue: outcome === "continues", done: done.length },
    error,
    message: isLong ? `${message.slice(0, longestMessage)} …` : message,
    notices: [...declined.map(({ why }) => why), ...notices].slice(0, mostNotices),
  };
}

/** What is more stands in the record. */
const mostNotices = 10;
