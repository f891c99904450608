/** Milliseconds between two messages: the engine keeps each as a line. */
const interval = 10_000;

/** Calls what is given, with the latest it is told, at most every ten seconds and not in the first ten. */
export function everyTenSeconds<Told extends unknown[]>(
  call: (...told: Told) => void,
): (...told: Told) => void {
  let last = Date.now();
  return (...told) => {
    const now = Date.now();
    if (now - last < interval) return;
    last = now;
    call(...told);
  };
}
