/**
 * From one name to itself, each after one that leads to it: `a`, `b`, `a`; undefined where every way has an end, or goes round without it.
 *
 * @param nextOf where a name leads; empty: nowhere
 */
export function findCircle(
  first: string,
  nextOf: (name: string) => readonly string[],
): string[] | undefined {
  const seen = new Set<string>();
  const follow = (path: readonly string[]): string[] | undefined => {
    for (const next of nextOf(path.at(-1) ?? first)) {
      if (next === first) return [...path, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const circle = follow([...path, next]);
      if (circle !== undefined) return circle;
    }
    return undefined;
  };
  return follow([first]);
}
