/**
 * Which rows of a data set somebody sees, as the QuickSight user guide says it ("Using row-level security with user-based rules").
 * It shares nothing with what compiles the rules: not even the parser of CSV.
 */
export interface Sight {
  /** The rules data set as it is loaded: CSV with a header. */
  readonly rules: string;
  /** The data: a value for each column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** The ARNs of the groups that somebody is in. */
  readonly groups: readonly string[];
  /** Their own ARN. */
  readonly user?: string;
}

/** Columns that say whom a rule is for. */
const subjects = ["GroupARN", "UserARN"];

/** Unicode characters of a field that SPICE keeps. */
const kept = 2047;
const mostRules = 999;

/**
 * The rows that somebody with these groups sees, when they are no owner: those that all values of some rule of theirs match. An empty
 * field matches all, commas separate values, spaces and case count, and what is too long is cut before it is looked at.
 *
 * @throws when the rules are more than QuickSight applies to one person
 */
export function seenRows({
  rules,
  rows,
  groups,
  user = "",
}: Sight): Readonly<Record<string, string>>[] {
  const [header = [], ...lines] = readCsv(rules);
  const isOwn = (fields: readonly string[]) =>
    groups.includes(fields[header.indexOf("GroupARN")] ?? "") ||
    (user !== "" && fields[header.indexOf("UserARN")] === user);
  const own = lines
    .map((fields) => fields.map((field) => Array.from(field).slice(0, kept).join("")))
    .filter(isOwn);
  if (own.length > mostRules) throw new Error(`${own.length} rules for one person`);
  return rows.filter((row) =>
    own.some((fields) =>
      header.every((column, place) => {
        const field = fields[place] ?? "";
        return (
          subjects.includes(column) || field === "" || field.split(",").includes(row[column] ?? "")
        );
      }),
    ),
  );
}

/** CSV of RFC 4180, by a state for each character. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text.charAt(place);
    if (quoted) {
      if (character !== '"') field += character;
      else if (text.charAt(place + 1) === '"') {
        field += '"';
        place += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ",") {
      row.push(field);
      field = "";
    } else if (character === "\n") {
      rows.push([...row, field]);
      row = [];
      field = "";
    } else field += character;
  }
  return rows;
}
