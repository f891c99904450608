import type { QueryRange } from "./judgeEvents.ts";
import { lastEvents } from "./lastEvents.ts";
import { literal } from "./literal.ts";

/**
 * SQL of Athena for a row for each data set that events tell of, with the columns of encryption.csv. What only QuickSight knows is not in
 * events: `name` is empty, nothing is `never seen`, and data sets that are gone, or not in SPICE any more, are among the others.
 *
 * @param defaultKey the ARN of the key that encrypts what is new; undefined: AWS's own does
 */
export function encryptionQuery(range: QueryRange, defaultKey: string | undefined): string {
  return `WITH ${lastEvents(range)},
joined AS (
  SELECT
    data_set AS arn,
    max(base_key) AS base_key,
    max(since) AS granted,
    max(CASE WHEN kind = 'dataKey' THEN happened END) AS last_generate_data_key,
    max(CASE WHEN kind = 'decryption' THEN happened END) AS last_decrypt,
    max(CASE WHEN kind = 'retirement' AND counts THEN happened END) AS retired
  FROM settled
  WHERE data_set IS NOT NULL
  GROUP BY data_set
)
SELECT
  substr(arn, strpos(arn, ':dataset/') + 9) AS data_set,
  '' AS name,
  CASE WHEN retired IS NOT NULL THEN 'retired' WHEN base_key = ${literal(defaultKey ?? "")} THEN 'default' ELSE 'stale' END AS state,
  CASE WHEN retired IS NULL THEN base_key END AS key,
  CASE WHEN retired IS NULL THEN granted END AS since,
  last_generate_data_key,
  last_decrypt,
  retired,
  CASE WHEN retired IS NULL AND base_key <> ${literal(defaultKey ?? "")} THEN 'yes' ELSE '' END AS stale,
  '' AS never_seen,
  arn
FROM joined
ORDER BY data_set
`;
}
