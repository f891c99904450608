import { z } from "zod";
import { assetName } from "./assetName.ts";
import { textOfBytes } from "./textOfBytes.ts";

/** What a data set reads, or what is joined to that: the keys of a table, a query, a file or another data set. */
export const readingSettings = {
  source: assetName.or(z.literal("")).default("").describe("A data source of this tenant."),
  dataSet: assetName
    .optional()
    .describe(
      "In place of a source: another data set of this tenant, whose columns these are; its rules are none of this one.",
    ),
  table: z
    .strictObject({
      catalog: textOfBytes(256).optional(),
      schema: textOfBytes(256).optional(),
      name: textOfBytes(256),
    })
    .optional()
    .describe(
      "A table of a database, by its name, schema and catalog as far as the database has these.",
    ),
  sql: textOfBytes(65_536).optional().describe("A query, in place of a table."),
};
