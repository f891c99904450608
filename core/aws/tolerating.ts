/** Waits for a call, and takes this one error for success: what the call wanted is so already. */
export async function tolerating(
  kind: abstract new (...args: never[]) => Error,
  call: Promise<unknown>,
): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof kind)) throw error;
  }
}
