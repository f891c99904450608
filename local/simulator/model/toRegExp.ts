/**
 * Turns a pattern of the API model into a JavaScript expression that must match the whole value.
 *
 * Smithy lets a pattern match anywhere, but the service framework that answers for AWS matches all of
 * the value; `[\w+=.@-]*` would otherwise allow everything.
 */
export function toRegExp(pattern: string): RegExp {
  const ignoreCase = pattern.startsWith("(?i)");
  const source = (ignoreCase ? pattern.slice(4) : pattern)
    .replaceAll("\\A", "^")
    .replaceAll("\\z", "$");
  const whole = `^(?:${source})$`;
  const flags = ignoreCase ? "i" : "";
  try {
    return new RegExp(whole, `${flags}u`);
  } catch {
    // `[\w- ]` and the like are fine for Java and Python, but not for JavaScript's unicode mode.
    return new RegExp(whole, flags);
  }
}
