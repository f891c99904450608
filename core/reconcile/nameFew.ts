/** Things named in one sentence; the steps below it name all. */
const mostNamed = 5;

/** The first few of what a finding is about, and how many more there are. */
export function nameFew(names: readonly string[]): string {
  const rest = names.length - mostNamed;
  return [...names.slice(0, mostNamed), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
