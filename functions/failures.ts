/** A file, or settings, with mistakes that a person must put right: calling again does not help. */
export class FileMistakes extends Error {
  override readonly name = "FileMistakes";
}

/** The function's time was over before it could write anything, so that calling it again does not help either. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";

  constructor(subject: string, namespace: string) {
    super(
      `the function's time was over before anything was written for ${subject} of namespace ${namespace}; give it more (account.hourly.seconds), or more memory, which also makes it faster (account.hourly.memory)`,
    );
  }
}

/** The input of an execution that nobody can follow. */
export class RequestMistakes extends Error {
  override readonly name = "RequestMistakes";
}

/** Whether a tenant was given up because another run is at work on it: that one governs it, so that it counts as no failure. */
export function isOfAnotherRun({ error }: { readonly error: string }): boolean {
  return error === "LockBusy";
}
