import type { Expected } from "./makeTrail.ts";

/** What is to be found, as the join has it: without the key of a grant that was retired. */
export function asJoined(expected: Expected): object {
  const { retired } = expected;
  const shown = Object.entries(expected).filter(
    ([name, value]) =>
      value !== undefined && (retired === undefined || !["key", "since"].includes(name)),
  );
  return Object.fromEntries(shown);
}
