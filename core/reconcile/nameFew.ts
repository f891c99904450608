/** Things named in one sentence; the steps below it name all. */
const mostNamed = 5;

/**
 * The first few of what a finding is about, and how many more there are.
 *
 * @param most how many are named
 */
export function nameFew(names: readonly string[], most = mostNamed): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
