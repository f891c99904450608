/**
 * From one name to itself, each after the one that leads to it: `a`, `b`, `a`; undefined where there is an end, or a circle without it.
 *
 * @param nextOf where a name leads; undefined: nowhere
 */
export function findCircle(
  first: string,
  nextOf: (name: string) => string | undefined,
): string[] | undefined {
  const path = [first];
  let next = nextOf(first);
  while (next !== undefined && !path.includes(next)) {
    path.push(next);
    next = nextOf(next);
  }
  return next === first ? [...path, next] : undefined;
}
