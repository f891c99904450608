/** The calls that bringing a namespace to its roster needs at least, and how many of them must wait for one another. */
export interface Fewest {
  readonly calls: number;
  /** The longest sequence in which each call needs the answer to the one before. */
  readonly chain: number;
}

/** The most entries that a list call returns (QuickSight API model: `MaxResults`, 1 to 100). */
const pageSize = 100;

const pages = (entries: number) => Math.max(1, Math.ceil(entries / pageSize));

/**
 * The fewest calls that the QuickSight API allows. It has no call that reads or writes several people: users, and the members
 * of each group or the groups of each user, are listed page by page, each page by the token of the page before; registering,
 * and each membership, is a call of its own (API reference: ListUsers, ListGroups, ListGroupMemberships, ListUserGroups,
 * RegisterUser, CreateGroupMembership).
 *
 * @param people     how many there are when the run begins, each in fewer than a page of groups
 * @param groupSizes the members of each group when the run begins
 */
export function fewestCalls(
  people: number,
  groupSizes: readonly number[],
  writes: { readonly calls: number; readonly chain: number },
): Fewest {
  const [users, groups, members] = [pages(people), pages(groupSizes.length), groupSizes.map(pages)];
  const byGroup = members.reduce((sum, count) => sum + count, 0);
  const memberships =
    people < byGroup
      ? { calls: people, chain: people > 0 ? 1 : 0 }
      : { calls: byGroup, chain: Math.max(...members) };
  return {
    calls: users + groups + memberships.calls + writes.calls,
    chain: Math.max(users, groups + memberships.chain) + writes.chain,
  };
}

/**
 * The least time for these calls, in seconds: what the rate allows, or what the latency takes, whichever is more. The account
 * may make one second's worth of calls at once (the simulator's token bucket), so these do not wait for the rate.
 */
export function boundSeconds(
  { calls, chain }: Fewest,
  { rate, latencyMs }: { readonly rate: number; readonly latencyMs: number },
): number {
  return Math.max((calls - rate) / rate, (chain * latencyMs) / 1000);
}
