import { type CsvColumns, csvChunks } from "../csv/csvChunks.ts";
import type { Snapshot, SnapshotPerson } from "../explain/index.ts";
import { monthlyPrices, priceSource } from "../people/licences/prices.ts";
import { isRole } from "../settings/role.ts";

/** Somebody and what their licence costs. */
interface LicenceRow {
  readonly namespace: string;
  readonly person: SnapshotPerson;
}

/** The columns of licences.csv, and what stands in them; no price for a role that none is known of. */
const columns: CsvColumns<LicenceRow> = {
  namespace: ({ namespace }) => namespace,
  user_name: ({ person }) => person.userName,
  email: ({ person }) => person.email,
  role: ({ person }) => person.role,
  usd_a_month: ({ person }) => priceOf(person.role)?.toString(),
  prices_of: ({ person }) => (priceOf(person.role) === undefined ? undefined : priceSource.of),
};

/** A CSV file with a header and a line for each person: the role and its list price. Piece by piece, as there are many. */
export function formatLicences({ namespaces }: Pick<Snapshot, "namespaces">): Iterable<string> {
  return csvChunks(rowsOf(namespaces), columns);
}

function* rowsOf(namespaces: Snapshot["namespaces"]): Generator<LicenceRow> {
  for (const [namespace, { people }] of Object.entries(namespaces)) {
    for (const person of people) yield { namespace, person };
  }
}

function priceOf(text: string): number | undefined {
  return isRole(text) ? monthlyPrices[text] : undefined;
}
