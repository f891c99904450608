import { wrongArgument } from "./parseOptions.ts";

const form = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Reads an instant that has been: `2026-10-01T12:00Z`, with seconds or another offset as well, or a day, which is its beginning in UTC.
 *
 * @param option for messages: `--at`
 * @throws {CommandError} for anything else, a day that there is not, and what is still to come
 */
export function parseInstant(command: string, option: string, text: string): Date {
  const day = text.slice(0, 10);
  const instant = form.test(text) ? new Date(text) : new Date(NaN);
  // Some days that there are not, such as 2026-02-30, are read as those of the next month.
  const isThere = !Number.isNaN(instant.getTime()) && new Date(day).toISOString().startsWith(day);
  if (!isThere) {
    const how = "2026-10-01T12:00Z, or 2026-10-01 for the beginning of a day in UTC";
    throw wrongArgument(command, `${option} is no instant (got ${text}); give one as ${how}`);
  }
  if (instant.getTime() > Date.now()) {
    throw wrongArgument(command, `${option} is still to come (${instant.toISOString()})`);
  }
  return instant;
}
