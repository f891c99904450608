/**
 * An AWS error in one line: its code and its message, and nothing else (a stack or a request would say more than a person
 * needs and may hold what must not be printed).
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = error.message.replaceAll(/\s+/g, " ").trim();
  return error.name === "Error" || error.name === "" || message === ""
    ? message || error.name
    : `${error.name}: ${message}`;
}
