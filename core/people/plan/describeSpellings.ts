import { selfRegistration } from "../step.ts";

/**
 * Newcomers whom namespace `default` has in another spelling, which is another identity to QuickSight: a sentence each.
 *
 * @param sessions whom it may have, by session name
 * @param there    whom it has
 */
export function describeSpellings(
  sessions: readonly string[],
  there: ReadonlyMap<string, unknown>,
): string[] {
  const spellings = Map.groupBy(there.keys(), (session) => session.toLowerCase());
  return sessions.flatMap((session) =>
    there.has(session)
      ? []
      : (spellings.get(session.toLowerCase()) ?? []).map(
          (other) =>
            `${session}: namespace ${selfRegistration} has ${other}, whom QuickSight tells apart; correct the file if they sign in as ${other}`,
        ),
  );
}
