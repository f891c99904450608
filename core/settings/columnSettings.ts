import { z } from "zod";
import { isEngineDate } from "./isEngineDate.ts";
import { columnLabels } from "./labelSettings.ts";
import { countCharacters } from "./ruleFields.ts";

/** QuickSight user guide, "Data source quotas": of a data set in SPICE, and of one that is queried directly. */
export const mostColumns = 2000;
/** Characters (API model, `ColumnName`). */
export const longestColumnName = 127;

/** What a column may be called, for somebody who called one otherwise. */
export const nameRule = `in quotes where YAML reads it as something else; a name has 1 to ${longestColumnName} characters, and no more than 128 bytes in UTF-8`;

/** A name of a column; the provider counts bytes. */
export const columnName = z
  .string()
  .refine(
    (name) =>
      name !== "" &&
      countCharacters(name) <= longestColumnName &&
      Buffer.byteLength(name) <= 128 &&
      !isEngineDate(name),
    `use a name, ${nameRule}`,
  );

/** Types that a table or a query has (API model, `InputColumnDataType`). */
const columnType = z.enum(["STRING", "INTEGER", "DECIMAL", "DATETIME", "BIT", "BOOLEAN"]);

/** Types that a column of a data set has (API model, `ColumnDataType`). */
const castType = z.enum(["STRING", "INTEGER", "DECIMAL", "DATETIME"]);

const shown = {
  label: columnLabels,
  description: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("What the column is, for people who make dashboards."),
  output: z
    .boolean()
    .optional()
    .describe("false: read and used in calculated columns, and not part of the data set."),
};

const column = z.strictObject({
  name: columnName.describe("As the table, the query or the file has it."),
  type: columnType.default("STRING"),
  cast: castType
    .optional()
    .describe("The type that it gets in the data set: numbers and dates of a file."),
  format: z
    .string()
    .min(1)
    // API model, `TypeCastFormat`.
    .max(32)
    .optional()
    .describe("How dates are written in text that is cast to DATETIME: yyyy-MM-dd."),
  as: columnName.optional().describe("What it is called in the data set, rules included."),
  ...shown,
});

const text = columnName.transform((name): z.output<typeof column> => ({ name, type: "STRING" }));

/** `columns` of a data set: names, or names with what becomes of them. */
export const columnSettings = z
  .array(
    z.union([text, column], {
      error: `use a name or { name, type, label } with a type of ${columnType.options.join(", ")}, ${nameRule}`,
    }),
  )
  .min(1)
  .max(mostColumns, `use at most ${mostColumns.toLocaleString("en-US")} columns`);

/** `calculated` of a data set: columns that QuickSight works out, by name. */
export const calculatedSettings = z.record(
  columnName,
  z.strictObject({
    expression: z
      .string()
      .min(1)
      .max(4096, "use at most 4,096 characters, which the resource takes")
      .describe(
        "A formula of QuickSight over columns of this data set, by the names they have in it.",
      ),
    type: castType
      .optional()
      .describe(
        "What it comes to: STRING where rules of rows are about it; QuickSight finds out itself.",
      ),
    ...shown,
  }),
);

/** A column as the settings describe it. */
export type ColumnSettings = z.output<typeof column>;

/** The calculated columns of a data set as the settings describe them, by name. */
export type CalculatedSettings = z.output<typeof calculatedSettings>;
