import { formatProblems, type Problem } from "@quicksight-governance/core/settings/problem";

/** A message for the person at the terminal, whole and ready to print: the command ends with exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly problems: readonly Problem[];

  /** @param problems what is wrong, a line each below the message */
  constructor(message: string, problems: readonly Problem[] = []) {
    super(message);
    this.problems = problems;
  }

  /** The message with its problems. */
  get text(): string {
    return this.problems.length === 0
      ? this.message
      : `${this.message}:\n${formatProblems(this.problems)}`;
  }
}
