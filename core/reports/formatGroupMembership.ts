import { csvChunks, type CsvColumns } from "../csv/csvChunks.ts";
import type { Snapshot, SnapshotPerson } from "../explain/index.ts";

/** Somebody in a group, or in none. */
interface MembershipRow {
  readonly namespace: string;
  readonly person: SnapshotPerson;
  readonly group: string;
}

/** The columns of group_membership.csv, and what stands in them. */
const columns: CsvColumns<MembershipRow> = {
  namespace: ({ namespace }) => namespace,
  group: ({ group }) => group,
  user_name: ({ person }) => person.userName,
  role: ({ person }) => person.role,
  email: ({ person }) => person.email,
};

/**
 * A CSV file with a header and a line for each group of each person; who is in no group has a line without one. Piece by piece, as there are
 * many.
 */
export function formatGroupMembership({
  namespaces,
}: Pick<Snapshot, "namespaces">): Iterable<string> {
  return csvChunks(rowsOf(namespaces), columns);
}

function* rowsOf(namespaces: Snapshot["namespaces"]): Generator<MembershipRow> {
  for (const [namespace, { people }] of Object.entries(namespaces)) {
    for (const person of people) {
      const { groups } = person;
      for (const group of groups.length === 0 ? [""] : groups) yield { namespace, person, group };
    }
  }
}
