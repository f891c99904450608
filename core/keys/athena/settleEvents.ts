/**
 * The fold of `keyAudit.ts`, and what `encryptionRows` asks of it, in the SQL of Athena: common table expressions from `told` to `settled`,
 * see `lastEvents`. Of times that are the same, the id of the event decides.
 */
export const settleEvents = `newest AS (
  SELECT
    skipped, name, kind, data_set, grant_id,
    max_by(event_key, place) AS key_arn,
    max(place) AS place,
    count(*) AS events,
    min(happened) AS first_event,
    max(happened) AS last_event
  FROM told
  GROUP BY skipped, name, kind, data_set, grant_id, retired_key
),
placed AS (
  SELECT
    skipped, name, kind, grant_id, key_arn, place, events, first_event, last_event,
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
    max(CASE WHEN kind = 'grant' THEN place END) OVER (PARTITION BY data_set) AS last_grant,
    max(CASE WHEN kind IN ('dataKey', 'decryption') THEN place END) OVER (PARTITION BY data_set) AS last_use
  FROM placed
),
based AS (
  SELECT
    *,
    substr(place, 1, 20) AS happened,
    substr(last_grant, 1, 20) AS since,
    substr(coalesce(last_grant, last_use), 1, 20) AS base_time,
    max(CASE WHEN kind = 'grant' AND place = last_grant THEN grant_id END) OVER (PARTITION BY data_set) AS last_grant_id,
    max(CASE WHEN kind <> 'retirement' AND place = coalesce(last_grant, last_use) THEN key_arn END) OVER (PARTITION BY data_set) AS base_key
  FROM known
),
settled AS (
  SELECT
    *,
    CASE
      WHEN kind IS NULL THEN false
      WHEN kind = 'grant' THEN place = last_grant
      WHEN kind <> 'retirement' THEN true
      WHEN named_data_set IS NULL THEN coalesce(grant_id = last_grant_id, false)
      WHEN happened < since THEN false
      WHEN grant_id IS NOT NULL AND last_grant_id IS NOT NULL THEN grant_id = last_grant_id
      WHEN base_key IS NULL THEN true
      WHEN key_arn <> base_key THEN false
      ELSE happened > base_time
    END AS counts
  FROM based
)`;
