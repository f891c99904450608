/**
 * Says whether two JSON policies mean the same: the order of keys and of actions, resources and values, white space,
 * and a single value in place of a list of one do not count. Texts that are not JSON are compared as they are.
 */
export function samePolicy(left: string, right: string): boolean {
  if (left === right) return true;
  try {
    return (
      JSON.stringify(canonical(JSON.parse(left))) === JSON.stringify(canonical(JSON.parse(right)))
    );
  } catch {
    return false;
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const entries = value.map(canonical);
    if (entries.length === 1) return entries[0];
    return entries.every((entry) => typeof entry === "string") ? entries.toSorted() : entries;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => [key, canonical(entry)] as const);
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  // A condition may hold true or 1, which AWS tells back as text.
  return typeof value === "boolean" || typeof value === "number" ? String(value) : value;
}
