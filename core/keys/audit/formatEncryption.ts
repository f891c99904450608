import Papa from "papaparse";
import type { EncryptionRow } from "./encryptionRows.ts";

/** The columns of encryption.csv, and what stands in them; yes or nothing for what is so or not. */
const columns: Readonly<Record<string, (row: EncryptionRow) => string | undefined>> = {
  data_set: ({ id }) => id,
  name: ({ name }) => name,
  state: ({ state }) => state,
  key: ({ key }) => key,
  since: ({ since }) => since,
  last_generate_data_key: ({ lastDataKey }) => lastDataKey,
  last_decrypt: ({ lastDecrypt }) => lastDecrypt,
  retired: ({ retired }) => retired,
  stale: ({ stale }) => (stale ? "yes" : ""),
  never_seen: ({ neverSeen }) => (neverSeen ? "yes" : ""),
  arn: ({ arn }) => arn,
};

/**
 * A CSV file with a header and a line for each data set, times in UTC. A name that a spreadsheet would take for a formula begins with
 * an apostrophe.
 */
export function formatEncryption(rows: readonly EncryptionRow[]): string {
  const fields = Object.keys(columns);
  const data = rows.map((row) => Object.values(columns).map((valueOf) => valueOf(row) ?? ""));
  return `${Papa.unparse({ fields, data }, { newline: "\n", escapeFormulae: true })}\n`;
}
