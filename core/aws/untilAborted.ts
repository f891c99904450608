/**
 * What a call comes to, unless it is aborted first: then the reason of the signal at once, and what the call comes to is nobody's
 * business any more. For calls that only read, of which nothing is lost.
 *
 * @throws the reason of the signal; a call is not begun after it
 */
export async function untilAborted<Result>(
  signal: AbortSignal | undefined,
  call: () => Promise<Result>,
): Promise<Result> {
  if (signal === undefined) return call();
  signal.throwIfAborted();
  let abort = (): void => undefined;
  // A race with one promise for all calls would keep what each of them came to.
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([call(), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
