import type { Problem } from "@quicksight-governance/core/settings/problem";
import type { CommandError } from "./commandError.ts";

/** What `--json` prints of a command that came to no result. */
export interface ErrorDocument {
  /** Absent when there is no such command. */
  readonly command?: string | undefined;
  /** What stderr says, in one sentence. */
  readonly error: string;
  /** Mistakes in settings and membership file, in the order in which stderr has them. */
  readonly problems?: readonly Pick<Problem, "where" | "message" | "count">[];
  /** Where a command was stopped before it had a plan. */
  readonly namespace?: string;
  readonly subjects?: readonly object[];
}

/** The document for an error. */
export function errorDocument(
  command: string | undefined,
  { message, problems = [] }: Pick<Error, "message"> & Partial<Pick<CommandError, "problems">>,
): ErrorDocument {
  return {
    ...(command === undefined ? {} : { command }),
    error: message.replace(/^qsgov[^:]*: /, ""),
    ...(problems.length === 0 ? {} : { problems }),
  };
}
