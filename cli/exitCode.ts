/** What a command ends with, by what came of it: one table for all commands. */
export const exitCode = {
  /** All done, or nothing to do. */
  done: 0,
  /**
   * A mistake of the caller, or an error of AWS; nothing is known to be done. `plan` ends so, too, where the setting `access`
   * names a dashboard that is not known for sure, as `apply` will not come to a good end: the rest of the plan is shown.
   */
  error: 1,
  /** There is something to do, and nothing was asked to do it. */
  changes: 2,
  /** The guard refused people or access, or an assertion both; nothing was written, of neither. */
  refused: 3,
  /**
   * A part failed, or was refused after another part was done: people are done before access. The next run does the rest, but
   * for what a person must approve or put right.
   */
  partly: 4,
  /** The run was told to stop, by Ctrl-C or by a signal; the next run does the rest. */
  stopped: 5,
} as const;

/** See {@link exitCode}. */
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
