import type { QueryRange } from "./judgeEvents.ts";
import { lastEvents } from "./lastEvents.ts";
import { literal } from "./literal.ts";
import { weighGrants } from "./weighGrants.ts";

/**
 * SQL of Athena for a row for each data set that events tell of, with the columns of encryption.csv. What only QuickSight knows is not in
 * events: `name`, `in_spice` and `listed` are empty, nothing is `never`, and data sets that are gone, or not in SPICE any more, are among
 * the others.
 *
 * @param defaultKey the ARN of the key that encrypts what is new; undefined: AWS's own does
 */
export function encryptionQuery(range: QueryRange, defaultKey: string | undefined): string {
  return `WITH ${lastEvents(range)},
${weighGrants}
SELECT
  substr(arn, strpos(arn, ':dataset/') + 9) AS data_set,
  '' AS name,
  CASE WHEN retired IS NOT NULL THEN 'retired' WHEN base_key = ${literal(defaultKey ?? "")} THEN 'current' ELSE 'stale' END AS state,
  CASE WHEN retired IS NULL THEN base_key END AS key_arn,
  CASE WHEN retired IS NULL THEN granted END AS since,
  coalesce(greatest(last_generate_data_key, last_decrypt), last_generate_data_key, last_decrypt) AS last_used,
  last_generate_data_key,
  last_decrypt,
  retired,
  '' AS in_spice,
  '' AS listed,
  arn
FROM joined
ORDER BY data_set, arn
`;
}
