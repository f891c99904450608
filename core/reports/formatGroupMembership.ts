import { formatCsv } from "../csv/formatCsv.ts";
import type { Snapshot, SnapshotPerson } from "../explain/index.ts";

/** Somebody in a group, or in none. */
interface MembershipRow {
  readonly namespace: string;
  readonly person: SnapshotPerson;
  readonly group: string;
}

/** The columns of group_membership.csv, and what stands in them. */
const columns: Readonly<Record<string, (row: MembershipRow) => string>> = {
  namespace: ({ namespace }) => namespace,
  group: ({ group }) => group,
  user_name: ({ person }) => person.userName,
  role: ({ person }) => person.role,
  email: ({ person }) => person.email,
};

/** A CSV file with a header and a line for each group of each person; who is in no group has a line without one. */
export function formatGroupMembership({ namespaces }: Pick<Snapshot, "namespaces">): string {
  const rows = Object.entries(namespaces).flatMap(([namespace, { people }]) =>
    people.flatMap((person) =>
      (person.groups.length === 0 ? [""] : person.groups).map((group) => {
        return { namespace, person, group };
      }),
    ),
  );
  return formatCsv(rows, columns);
}
