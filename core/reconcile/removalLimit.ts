/** The most that may go of `count` in one run: the larger of a percentage, rounded down, and a floor. */
export function removalLimit(
  count: number,
  { percent, atLeast }: { readonly percent: number; readonly atLeast: number },
): number {
  return Math.max(Math.floor((count * percent) / 100), atLeast);
}
