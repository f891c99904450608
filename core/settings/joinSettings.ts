import { z } from "zod";
import { columnName, columnSettings } from "./columnSettings.ts";
import { readingSettings } from "./readingSettings.ts";

/** Tables of a data set (API model, `PhysicalTableMap`), the first one among them. */
const mostTables = 32;

/** `joins` of a data set: tables, queries, files or other data sets that are joined to what it reads, one after the other. */
export const joinSettings = z
  .array(
    z.strictObject({
      ...readingSettings,
      // API model, `JoinType`.
      type: z
        .enum(["INNER", "LEFT", "RIGHT", "OUTER"])
        .default("INNER")
        .describe(
          "Which rows stay that have no counterpart: none, those before the join (LEFT), those of this table (RIGHT), all (OUTER).",
        ),
      on: z
        .record(columnName, columnName)
        .refine((pairs) => Object.keys(pairs).length > 0, "name at least one pair of columns")
        .describe(
          "Which rows belong together: a column of the tables before, by its name in the data set, to a column of this one, by its name there.",
        ),
      columns: columnSettings.describe(
        "The columns of this table, in its order; they come after those before.",
      ),
    }),
  )
  .min(1)
  .max(mostTables - 1, `join at most ${mostTables - 1} tables, which QuickSight takes`);

/** A table that is joined to what a data set reads, as the settings describe it. */
export type JoinedTableSettings = z.output<typeof joinSettings>[number];
