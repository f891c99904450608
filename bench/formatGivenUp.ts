import { formatSeconds } from "./formatTable.ts";
import type { GivenUp } from "./results.ts";

/** A run that did not come to its end, in the cell of a table. */
export function formatGivenUp({ reason, givenUpAfterSeconds }: GivenUp): string {
  const time = formatSeconds(givenUpAfterSeconds);
  return reason === "the limit" ? `given up after ${time}` : `out of memory after ${time}`;
}
