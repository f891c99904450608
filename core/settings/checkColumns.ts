import { nameSome } from "../aws/nameSome.ts";
import { columnReferences } from "./columnReferences.ts";
import type { ColumnSettings } from "./columnSettings.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { findCircle } from "./findCircle.ts";
import { everyColumn, outputColumns, usedIn } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import { readColumns } from "./readColumns.ts";
import { showText } from "./showText.ts";

/** What of a data set tells its columns. */
type Columns = Pick<DataSetSettings, "columns" | "joins" | "calculated">;

/** Operations on one table (API model, `TransformOperationList`): a cast, a new name, a description, a calculated column. */
const mostOperations = 2048;

/** What is wrong with the columns of a data set, as far as that can be told without what it reads. */
export function checkColumns(where: string, set: Columns): Problem[] {
  return [
    ...checkNames(where, set),
    ...checkNewNames(where, set),
    ...readColumns(set).flatMap(({ column, place }) => checkCast(`${where}.${place}`, column)),
    ...checkCalculated(`${where}.calculated`, set),
    ...checkOutput(where, set),
  ];
}

/** Names that differ in case only are one to people, and to a rule that somebody writes. */
function checkNames(where: string, { calculated = {}, ...set }: Columns): Problem[] {
  const problems: Problem[] = [];
  const taken = new Map<string, { readonly place: string; readonly name: string }>();
  const take = (name: string, place: string, todo: string) => {
    const same = taken.get(name.toLowerCase());
    if (same === undefined) {
      taken.set(name.toLowerCase(), { place, name });
      return;
    }
    const apart = same.name === name ? "" : ", case apart";
    const message = `column ${name} is there already (${same.place}${apart}); give each another name${todo}`;
    problems.push({ where: `${where}.${place}`, message });
  };
  const read = new Set<string>();
  for (const { column, name, place, table } of readColumns(set)) {
    if (column.as !== undefined && read.has(`${table} ${column.name}`)) {
      const message = `column ${column.name} is read already; name a column of the table once, and give a calculated column the second name`;
      problems.push({ where: `${where}.${place}`, message });
    }
    read.add(`${table} ${column.name}`);
    take(name, place, " (as: another name)");
  }
  for (const name of Object.keys(calculated)) take(name, `calculated.${name}`, "");
  return problems;
}

/** A name that another column has is free once that one has another: see `columnTransforms`. */
function checkNewNames(where: string, set: Columns): Problem[] {
  const told = new Set<string>();
  return readColumns(set).flatMap(({ column: { name }, place, table }, _, all) => {
    const key = (one: string) => `${table} ${one}`;
    const own = all.filter((one) => one.table === table);
    const newNames = new Map(own.map(({ column }) => [column.name, column.as]));
    const nextOf = (one: string) => newNames.get(one) ?? [];
    const circle = findCircle(name, (one) => [nextOf(one)].flat())?.slice(1) ?? [];
    if (circle.length === 0 || told.has(key(name))) return [];
    for (const one of circle) told.add(key(one));
    const message =
      circle.length === 1
        ? `column ${name} is called so already; leave as out`
        : `columns ${nameSome(circle.toSorted())} take each other's names, which can only be given one after the other; give one of them a name that none has`;
    return [{ where: `${where}.${place}`, message }];
  });
}

function checkCast(where: string, { name, type, cast, format }: ColumnSettings): Problem[] {
  if (cast === type) {
    return [{ where, message: `column ${name} is ${type} already; leave cast out` }];
  }
  if (format === undefined || (cast === "DATETIME" && type === "STRING")) return [];
  // API reference of CastColumnTypeOperation, `Format`.
  const message = `format says how dates are written in text that is cast to DATETIME (column ${name} is ${type}${cast === undefined ? "" : `, cast to ${cast}`}); leave it out, or add cast: DATETIME to a column that is text`;
  return [{ where, message }];
}

function checkCalculated(where: string, set: Columns): Problem[] {
  const names = everyColumn(set).map(({ name }) => name);
  const known = new Set(names);
  const circles = new Set(
    everyColumn(set).flatMap(({ name, uses }) => (uses?.includes(name) === true ? [name] : [])),
  );
  return Object.entries(set.calculated ?? {}).flatMap(([name, { expression }]): Problem[] => {
    const place = `${where}.${name}`;
    const { inBraces, words, unclosed } = columnReferences(expression);
    if (unclosed !== undefined) {
      const message = `${unclosed} is opened and not closed (got ${showText(expression)}); close it`;
      return [{ where: `${place}.expression`, message }];
    }
    const unknown = [...inBraces, ...words].filter((one) => !known.has(one));
    if (unknown.length > 0) {
      const hint = readColumns(set)
        .filter(({ column, name: now }) => column.name !== now && unknown.includes(column.name))
        .map(({ column, name: now }) => `; ${column.name} is called ${now} here`)
        .join("");
      const message = `uses ${nameSome(unknown)}, which the data set does not have${hint}; it has ${nameSome(names)} (a name of several words goes in braces, a text in quotes)`;
      return [{ where: `${place}.expression`, message }];
    }
    if (!circles.has(name)) return [];
    const through = usedIn(expression, names).filter((one) => circles.has(one));
    const message = `is worked out from itself (through ${nameSome(through)}); take one of them out`;
    return [{ where: `${place}.expression`, message }];
  });
}

function checkOutput(where: string, set: Columns): Problem[] {
  const { calculated = {} } = set;
  if (outputColumns(set).length === 0) {
    return [{ where, message: "shows no column, as all have output: false; leave one without it" }];
  }
  const operations =
    Object.values(calculated).length +
    readColumns(set).flatMap(({ column: { cast, as: renamed, description } }) =>
      [cast, renamed, description].filter((one) => one !== undefined),
    ).length;
  if (operations < mostOperations) return [];
  const message = `has ${operations.toLocaleString("en-US")} casts, names, descriptions and calculated columns, and QuickSight takes ${(mostOperations - 1).toLocaleString("en-US")}; have the database do some of it (a view, a query)`;
  return [{ where, message }];
}
