/**
 * What a call is for. It decides who goes first, and what happens to a call that waits when a run is stopped:
 *
 * - `reading` and `taking` stop at once: no such call leaves any more, also none that has begun to wait. Nobody waits for the answer
 *   to one that reads;
 * - `giving` goes on for a while, because it may give back what was just taken.
 */
export type Intent = "giving" | "reading" | "taking";

/** Every {@link Intent}, the most urgent first: whoever was deleted must not wait for the deletion of others. */
export const intents: readonly Intent[] = ["giving", "reading", "taking"];
