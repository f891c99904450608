import { type CsvColumns, csvChunks } from "../csv/csvChunks.ts";
import { describePart, partOf } from "../data/declared/seenRows.ts";
import {
  type AccessIndex,
  explainPerson,
  type NamedPerson,
  openIndex,
  parsePrincipal,
  type PersonAccess,
  seeing,
  type Sight,
  sightOf,
  type Snapshot,
} from "../explain/index.ts";
import { principalsOf } from "../explain/principals.ts";
import { seenPart } from "../explain/sight/seenPart.ts";

/** People who get the same. */
interface PeopleClass {
  /** The groups of theirs by which they get anything. */
  readonly groups: readonly string[];
  readonly people: readonly NamedPerson[];
}

/** What they see of a data set. */
interface DataAccessRow extends PeopleClass {
  readonly dataSet: PersonAccess["dataSets"][number];
  readonly name: string;
  readonly sight: Sight;
}

/** The columns of data_access.csv, and what stands in them. */
const columns: CsvColumns<DataAccessRow> = {
  namespace: ({ people }) => people[0]?.namespace,
  groups: ({ groups }) => groups.join(" "),
  people: ({ people }) => String(people.length),
  user_name: ({ people }) => (people.length === 1 ? people[0]?.person.userName : undefined),
  region: ({ dataSet }) => dataSet.region,
  data_set: ({ dataSet }) => dataSet.id,
  name: ({ name }) => name,
  rows: ({ sight }) => describeRows(sight),
  rows_past: ({ sight }) => sight.past,
  rows_unconfirmed: ({ sight }) => sight.unconfirmed?.join(" "),
  hidden_columns: ({ sight }) => sight.hidden.join(" "),
  via: ({ dataSet: { through } }) => through.map(({ kind, id }) => `${kind}:${id}`).join(" "),
};

/**
 * A CSV file with a header and a line for each data set that people read, people who get the same together: which rows and columns
 * they see, and through what. Piece by piece, as there are many.
 */
export function formatDataAccess(snapshot: Snapshot): Iterable<string> {
  return csvChunks(rowsOf(snapshot), columns);
}

function* rowsOf(snapshot: Snapshot): Generator<DataAccessRow> {
  const index = openIndex(snapshot);
  const see = seeing(index);
  const names = new Map(
    snapshot.assets.flatMap(({ kind, region, id, name }) =>
      kind === "data-set" ? [[`${region} ${id}`, name]] : [],
    ),
  );
  for (const { groups, people } of classesOf(index)) {
    const [first] = people;
    if (first === undefined) continue;
    for (const dataSet of explainPerson(index, first.namespace, first.person).dataSets) {
      const name = names.get(`${dataSet.region} ${dataSet.id}`) ?? "";
      yield { groups, people, dataSet, name, sight: sightOf(index, see, first, dataSet) };
    }
  }
}

/** People who get the same: those whom grants and rules call the same. */
function classesOf({ snapshot, reach }: AccessIndex): Iterable<PeopleClass> {
  const ruled = new Set(
    snapshot.assets.flatMap(({ protection }) => [
      ...(protection?.rows?.rules ?? []).map(({ principal }) => principal),
      ...(protection?.columnRules ?? []).flatMap(({ principals }) => principals),
    ]),
  );
  const classes = new Map<string, { groups: readonly string[]; people: NamedPerson[] }>();
  for (const [namespace, { people }] of Object.entries(snapshot.namespaces)) {
    for (const person of people) {
      const by = principalsOf(snapshot, namespace, person).filter(
        (arn) => reach.has(arn) || ruled.has(arn),
      );
      const key = [namespace, ...by].join("\n");
      const known = classes.get(key);
      if (known !== undefined) known.people.push({ namespace, person });
      else {
        const groups = by.flatMap((arn) => {
          const found = parsePrincipal(arn);
          return found?.type === "group" ? found.name : [];
        });
        classes.set(key, { groups, people: [{ namespace, person }] });
      }
    }
  }
  return classes.values();
}

function describeRows(sight: Sight): string {
  const unread = sight.unread ?? sight.limit?.unread;
  if (unread !== undefined) return `not known: ${unread}`;
  const seen = seenPart(sight);
  if (seen === "all" || seen === "unknown") return "every row";
  return seen.length === 0 ? "none" : seen.map((rows) => describePart(partOf(rows))).join("; ");
}
