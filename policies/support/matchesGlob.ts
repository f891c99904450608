/**
 * Whether a text matches a pattern of IAM's kind, `*` for any characters and `?` for one, whatever the case. It takes no longer than
 * both are long, each time the other: a pattern may come from whom the policies judge.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  return matches(pattern.toLowerCase(), text.toLowerCase());
}

function matches(pattern: string, text: string): boolean {
  let [at, textAt, star, mark] = [0, 0, -1, 0];
  while (textAt < text.length) {
    const one = pattern[at];
    if (one === "*") {
      star = at;
      mark = textAt;
      at += 1;
    } else if (one !== undefined && (one === "?" || one === text[textAt])) {
      at += 1;
      textAt += 1;
    } else if (star >= 0) {
      mark += 1;
      at = star + 1;
      textAt = mark;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
