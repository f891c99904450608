import { describeError, printableLines } from "@quicksight-governance/core/aws";
import { PartialFailure } from "./partialFailure.ts";

/**
 * An error without a stack. From `check`, `read` and `delete` the host of dynamic providers prints an error with its stack
 * before it hands it to the engine, which prints its message; what a person must put right needs the message only.
 */
class PlainError extends Error {
  override readonly name = "";

  constructor(message: string) {
    super(printableLines(message));
    this.stack = "";
  }
}

/** Errors whose message names the namespace and all that is to be done: nothing is put before it. */
const complete: readonly string[] = ["PlanRefused", "LockBusy", "LockLost"];

/**
 * An error as the person gets it who must deal with it: what was being done, to what, and AWS's code. The host hands on the
 * message of an error and not its name, so that the code would be lost.
 *
 * @param task what was being done, to what: `reading the people of arn:…`
 */
export function plainError(task: string, error: unknown): Error {
  if (error instanceof PartialFailure) return error;
  if (error instanceof Error && complete.includes(error.name)) return new PlainError(error.message);
  return new PlainError(`${task}: ${describeError(error)}`);
}

/** Runs a handler and throws its errors as {@link plainError} puts them. */
export async function withPlainErrors<T>(task: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw plainError(task, error);
  }
}
