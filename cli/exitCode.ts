/** What a command ends with, by what came of it: one table for all commands. */
export const exitCode = {
  /** All done, or nothing to do. */
  done: 0,
  /** A mistake of the caller, or an error of AWS; nothing is known to be done. */
  error: 1,
  /** There is something to do, and nothing was asked to do it. */
  changes: 2,
  /** The guard refused; nothing was written. */
  refused: 3,
  /** A part failed; the next run does the rest. */
  partly: 4,
  /** The run was told to stop, by Ctrl-C or by a signal; the next run does the rest. */
  stopped: 5,
} as const;

/** See {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
