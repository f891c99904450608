/** How many people are in each group, by group. */
export function countMembers(
  people: readonly { readonly groups: readonly string[] }[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { groups } of people) {
    for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
