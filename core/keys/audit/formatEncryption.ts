import { formatCsv } from "../../csv/formatCsv.ts";
import type { EncryptionRow } from "./encryptionRows.ts";

/** The columns of encryption.csv, and what stands in them; yes or no for what is so or not, and nothing for what is not known. */
const columns: Readonly<Record<string, (row: EncryptionRow) => string | undefined>> = {
  data_set: ({ id }) => id,
  name: ({ name }) => name,
  state: ({ state }) => state,
  key_arn: ({ key }) => key,
  since: ({ since }) => since,
  last_used: ({ lastUsed }) => lastUsed,
  last_generate_data_key: ({ lastDataKey }) => lastDataKey,
  last_decrypt: ({ lastDecrypt }) => lastDecrypt,
  retired: ({ retired }) => retired,
  in_spice: ({ isInSpice }) => show(isInSpice),
  listed: ({ isListed }) => show(isListed),
  arn: ({ arn }) => arn,
};

/**
 * A CSV file with a header and a line for each data set, times in UTC. A name that a spreadsheet would take for a formula begins with
 * an apostrophe.
 */
export function formatEncryption(rows: readonly EncryptionRow[]): string {
  return formatCsv(rows, columns);
}

function show(is: boolean | undefined): string | undefined {
  if (is === undefined) return undefined;
  return is ? "yes" : "no";
}
