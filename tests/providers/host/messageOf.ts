/** The hash that a refusal names. */
export function hashIn(message: string): string {
  return /APPROVE=(\w+)/.exec(message)?.[1] ?? "";
}

/** The message of what a call fails with. */
export async function messageOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof Error)) throw new Error("the call did not fail");
  return error.message;
}
