/**
 * An error without a stack. From `read` and `delete` the host of dynamic providers prints an error with its stack before it
 * hands it to the engine, which prints its message; what a person must put right needs the message only.
 */
class PlainError extends Error {
  override readonly name = "";

  constructor(message: string) {
    super(message);
    this.stack = "";
  }
}

/** Runs a handler that the host calls for `read` or `delete`, and throws its errors without their stack. */
export async function withPlainErrors<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new PlainError(describe(error));
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" || error.name === "PlanRefused"
    ? error.message
    : `${error.name}: ${error.message}`;
}
