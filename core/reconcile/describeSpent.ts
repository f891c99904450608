/** What runs of the last 24 hours have taken already, as the rest of a refusal: ` after 4 in the last 24 hours`. */
export function describeSpent(spent: number): string {
  return spent === 0 ? "" : ` after ${spent} in the last 24 hours`;
}
