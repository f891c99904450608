/** How many failed tests are named at most. */
export const mostNamed = 20;

/**
 * The lines that stand just before the count of tests: which failed, the first twenty of them, and how many more. Empty where none did.
 *
 * @param tests `suite > test: error`, a line each
 * @param count of all that failed, named or not
 */
export function listFailed(tests: readonly string[], count: number): string {
  if (count === 0) return "";
  const named = tests.slice(0, mostNamed).map((test) => `  ✖ ${test}\n`);
  const more = count - named.length;
  return ["failed:\n", ...named, ...(more > 0 ? [`  and ${more} more\n`] : [])].join("");
}
