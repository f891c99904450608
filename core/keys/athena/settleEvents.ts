/**
 * The fold of `keyAudit.ts` in the SQL of Athena: common table expressions from `told` to `settled`, see `lastEvents`. A `place` is what
 * `orderOf` says of an event.
 */
export const settleEvents = `newest AS (
  SELECT
    skipped, name, kind, data_set, grant_id,
    max_by(event_key, place) AS key_arn,
    max_by(id, place) AS id,
    max(place) AS place,
    count(*) AS events,
    min(happened) AS first_event,
    max(happened) AS last_event
  FROM told
  GROUP BY skipped, name, kind, data_set, grant_id, granted_key
),
placed AS (
  SELECT
    skipped, name, kind, grant_id, key_arn, id, place, events, first_event, last_event,
    data_set AS named_data_set,
    CASE
      WHEN data_set IS NULL AND kind = 'retirement' THEN max(CASE WHEN kind = 'grant' THEN data_set END) OVER (PARTITION BY grant_id)
      ELSE data_set
    END AS data_set
  FROM newest
),
known AS (
  SELECT
    *,
    max(CASE WHEN kind = 'grant' THEN last_event END) OVER (PARTITION BY data_set) AS granted
  FROM placed
),
settled AS (
  SELECT
    *,
    CASE
      WHEN kind IS NULL THEN false
      WHEN kind = 'grant' THEN last_event = granted
      WHEN kind = 'retirement' THEN data_set IS NOT NULL AND (granted IS NULL OR last_event >= granted)
      ELSE true
    END AS counts
  FROM known
)`;
