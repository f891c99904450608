import type { QueryRange } from "./judgeEvents.ts";
import { lastEvents } from "./lastEvents.ts";

/** The columns of {@link lastEventsQuery}, in their order. */
export const lastEventsColumns = [
  "skipped",
  "name",
  "kind",
  "data_set",
  "key",
  "grant_id",
  "time",
  "id",
  "events",
  "earliest",
  "latest",
] as const;

/** What the query answers in a row: all texts, null where there is nothing. */
export type LastEventsRow = Readonly<Record<(typeof lastEventsColumns)[number], string | null>>;

/**
 * SQL of Athena for the few events that decide what is to be said of each data set, which are then joined like those of any other
 * source, and for how many there were of all others. It answers some rows for each data set, however many events there are.
 *
 * `kind`, `data_set`, `key`, `grant_id`, `time` and `id` are those of an event that still counts; without a `kind`, the row counts
 * `events` that were skipped (`skipped` and `name`: why, and what names them) or are out of date by now. `earliest` and `latest` are times.
 */
export function lastEventsQuery(range: QueryRange): string {
  const own = (expression: string) => `CASE WHEN counts THEN ${expression} END`;
  return `WITH ${lastEvents(range)},
counted AS (
  SELECT
    skipped, name, events, first_event, last_event,
    ${own("kind")} AS kind,
    ${own("named_data_set")} AS data_set,
    ${own("key_arn")} AS key,
    ${own("grant_id")} AS grant_id,
    ${own("last_event")} AS time,
    ${own("id")} AS id
  FROM settled
)
SELECT
  skipped, name, kind, data_set, key, grant_id, time, id,
  sum(events) AS events, min(first_event) AS earliest, max(last_event) AS latest
FROM counted
GROUP BY skipped, name, kind, data_set, key, grant_id, time, id
`;
}
