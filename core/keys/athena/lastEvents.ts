import { judgeEvents, type QueryRange } from "./judgeEvents.ts";
import { settleEvents } from "./settleEvents.ts";

/**
 * What the queries have in common: common table expressions that do in SQL what `readKeyEvent` and the fold of `keyAudit.ts` do. They
 * name the table once: Athena would read it again for each time that a query does, and is paid for what it reads.
 *
 * - `found`: an event, and what of it matters
 * - `judged`: with the reason for which it is skipped, if there is one
 * - `told`: with what names it among its like; what is skipped has only that
 * - `newest`: of each data set the last event of a kind, each grant and each retirement by itself; of all that are alike, how many
 * - `placed`: where a retirement names its grant alone, with the data set of that grant
 * - `known`: with when the data set's last grant was made
 * - `settled`: and whether the event still counts
 */
export function lastEvents(range: QueryRange): string {
  return `${judgeEvents(range)},\n${settleEvents}`;
}
