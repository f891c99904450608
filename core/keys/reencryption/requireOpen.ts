import type { GovernedReencryption } from "./governedReencryption.ts";
import { howToOpen } from "./leaveClosed.ts";
import type { FindClosed } from "./readReencryption.ts";

/** A key was closed since the plan was made. */
export class KeyClosed extends Error {}

/**
 * Looks whether something may be brought under the default key still. What it may be under must be known to be open when it is
 * `beginning`; for what goes on already, and of the default key, it is enough that it is not known to be closed: under a default key that
 * is closed a load fails and opens nothing.
 *
 * @throws {KeyClosed} saying which key is closed, and what to do
 */
export type RequireOpen = (when: "beginning" | "following") => Promise<void>;

/** @param from the keys that it may be under */
export function requireOpen(
  findClosed: FindClosed,
  { defaultKey, openRevoked = false }: GovernedReencryption,
  from: readonly string[],
): RequireOpen {
  const former = openRevoked ? [] : from;
  return async (when) => {
    const { closed, unknown } = await findClosed([defaultKey, ...former]);
    const why = closed.get(defaultKey);
    if (why !== undefined) {
      throw new KeyClosed(
        `${defaultKey} is the default key and was closed to QuickSight meanwhile (${why}); restore it first (npx qsgov restore ${defaultKey}), and run it again`,
      );
    }
    for (const key of former) {
      const reason = closed.get(key) ?? (when === "beginning" ? unknown.get(key) : undefined);
      if (reason === undefined) continue;
      throw new KeyClosed(
        `${key} was closed to QuickSight meanwhile (${reason}), so that it stays closed; ${howToOpen(key)}`,
      );
    }
  };
}
