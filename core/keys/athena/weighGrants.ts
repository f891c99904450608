/**
 * What `encryptionRows` asks of the events of a data set, in the SQL of Athena: common table expressions from `settled` to `joined`, a row
 * for each data set with the key in use (`base_key`), and when that was retired.
 *
 * - `used`: the events that count, with the data set's last use; `later`: when a retirement that names the data set came later than its last grant
 * - `retiring`: when a grant like this was retired, by its id, or where one of the two has none, by the key
 * - `ended`: when each grant came to its end, and where there is none the key of the last use
 * - `weighed`: of the grants of the last second that with the highest weight decides: one that was not retired before those that were
 */
export const weighGrants = `used AS (
  SELECT
    *,
    max(CASE WHEN kind IN ('dataKey', 'decryption') THEN place END) OVER (PARTITION BY data_set) AS last_use,
    CASE WHEN kind = 'retirement' THEN last_event END AS retirement,
    CASE WHEN kind = 'retirement' AND named_data_set IS NOT NULL AND last_event > granted THEN last_event END AS later
  FROM settled
  WHERE counts
),
retiring AS (
  SELECT
    *,
    substr(last_use, 1, 20) AS use_time,
    max(CASE WHEN place = last_use AND kind IN ('dataKey', 'decryption') THEN key_arn END) OVER (PARTITION BY data_set) AS use_key,
    max(retirement) OVER (PARTITION BY data_set, grant_id) AS same_grant,
    max(CASE WHEN grant_id IS NULL THEN later END) OVER (PARTITION BY data_set, key_arn) AS same_key,
    max(CASE WHEN grant_id IS NULL AND key_arn IS NULL THEN later END) OVER (PARTITION BY data_set) AS any_key,
    max(later) OVER (PARTITION BY data_set, key_arn) AS same_key_any_grant,
    max(CASE WHEN key_arn IS NULL THEN later END) OVER (PARTITION BY data_set) AS any_key_any_grant
  FROM used
),
ended AS (
  SELECT
    *,
    CASE
      WHEN kind <> 'grant' THEN ''
      WHEN grant_id IS NULL THEN greatest(coalesce(same_key_any_grant, ''), coalesce(any_key_any_grant, ''))
      ELSE greatest(coalesce(same_grant, ''), coalesce(same_key, ''), coalesce(any_key, ''))
    END AS grant_end,
    CASE
      WHEN granted IS NOT NULL THEN NULL
      WHEN last_use IS NULL THEN retirement
      WHEN (key_arn IS NULL OR key_arn = use_key) AND last_event > use_time THEN retirement
    END AS use_end
  FROM retiring
),
weighed AS (
  SELECT
    *,
    CASE WHEN kind = 'grant' THEN CASE WHEN grant_end = '' THEN '1 ' ELSE '0 ' END || place END AS weight
  FROM ended
),
joined AS (
  SELECT
    data_set AS arn,
    coalesce(max_by(key_arn, weight), max(use_key)) AS base_key,
    max(granted) AS granted,
    max(CASE WHEN kind = 'dataKey' THEN last_event END) AS last_generate_data_key,
    max(CASE WHEN kind = 'decryption' THEN last_event END) AS last_decrypt,
    coalesce(nullif(max_by(grant_end, weight), ''), max(use_end)) AS retired
  FROM weighed
  GROUP BY data_set
)`;
