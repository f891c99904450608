const known = new Map<string, RegExp>();
const knownLimit = 20_000;

/** Whether a text matches a pattern of IAM's kind, `*` for any characters and `?` for one, whatever the case. */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  if (!/[*?]/.test(pattern)) return pattern.toLowerCase() === text.toLowerCase();
  let expression = known.get(pattern);
  if (expression === undefined) {
    if (known.size >= knownLimit) known.clear();
    const source = pattern
      .replaceAll(/\*+/g, "*")
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    expression = new RegExp(`^${source}$`, "is");
    known.set(pattern, expression);
  }
  return expression.test(text);
}
