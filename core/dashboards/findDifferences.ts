/** Places that are named. */
const most = 8;

/**
 * Where a definition that AWS shows differs from the one that it was given, as paths into it. AWS fills in what was left out, so that a
 * member which it shows and was not given is no difference, but for one more or less in a list: a sheet, a visual, a filter.
 */
export function findDifferences(given: unknown, shown: unknown): string[] {
  const found = differences(given, shown, "");
  const rest = found.length - most;
  return rest > 0 ? [...found.slice(0, most), `and ${rest} more`] : found;
}

function differences(given: unknown, shown: unknown, path: string): string[] {
  if (Array.isArray(given)) {
    const [one, other]: unknown[][] = [given, Array.isArray(shown) ? shown : []];
    const inner = (one ?? []).flatMap((part, index) =>
      index < (other?.length ?? 0) ? differences(part, other?.[index], `${path}[${index}]`) : [],
    );
    return one?.length === other?.length
      ? inner
      : [...inner, `${path}: ${other?.length ?? 0} in place of ${one?.length ?? 0}`];
  }
  if (typeof given === "object" && given !== null) {
    const there = typeof shown === "object" && shown !== null ? shown : {};
    const known = new Map<string, unknown>(Object.entries(there));
    const added = [...known].filter(
      ([name, value]) => !(name in given) && Array.isArray(value) && value.length > 0,
    );
    return [
      ...Object.entries(given).flatMap(([name, value]) =>
        differences(value, known.get(name), path === "" ? name : `${path}.${name}`),
      ),
      ...added.map(([name]) => `${path === "" ? name : `${path}.${name}`}: added`),
    ];
  }
  return given === shown ? [] : [path];
}
