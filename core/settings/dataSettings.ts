import { z } from "zod";
import { assetName } from "./assetName.ts";
import { checkAddress } from "./checkAddress.ts";
import { calculatedSettings, columnSettings } from "./columnSettings.ts";
import { incrementalSettings, refreshSettings } from "./refreshSettings.ts";
import { joinSettings } from "./joinSettings.ts";
import { readingSettings } from "./readingSettings.ts";
import { ruleValue } from "./ruleValue.ts";
import { sourceFields } from "./sourceFields.ts";
import { databaseTypes } from "./sourceKinds.ts";
import { tagRuleSettings } from "./tagRuleSettings.ts";
import { textOfBytes } from "./textOfBytes.ts";

const displayName = textOfBytes(128);
const groupNames = z.array(z.string().min(1)).default([]);

const shared = {
  name: displayName.describe("The name people see."),
  owners: groupNames.describe("Groups that may change and share it; they see every row."),
  viewers: groupNames.describe("Groups that may use it."),
};

const databaseSource = z
  .strictObject({
    ...shared,
    type: z.enum(databaseTypes),
    ...optional(sourceFields),
    secret: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .describe("Name or ARN of the secret that it is signed in to with."),
    ssl: z.boolean().optional().describe("TLS to the database; true when absent."),
    vpcConnection: z
      .string()
      .regex(/^arn:aws[\w-]*:quicksight:.+:vpcConnection\/.+$/, "use the ARN of a VPC connection")
      .optional()
      .describe("For a database that is not on the internet."),
  })
  .superRefine((source, context) => {
    for (const { field, message } of checkAddress(source)) {
      context.addIssue({ code: "custom", path: [field], message });
    }
  });

function optional<Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) {
  return Object.fromEntries(
    Object.entries(shape).map(([name, type]) => [name, type.optional()]),
  ) as { [Name in keyof Shape]: z.ZodOptional<Shape[Name]> };
}

const fileSource = z.strictObject({
  ...shared,
  type: z.literal("S3"),
  file: z.string().min(1).describe("A CSV file with a header, relative to the project."),
});

const rowRule = z
  .strictObject({
    group: z.string().min(1).optional(),
    person: z
      .string()
      .min(1)
      .optional()
      .describe("In place of a group: somebody of the membership file, by session name or email."),
    values: z
      .record(z.string().min(1), ruleValue)
      .default({})
      .describe("Column to the values that they see; a column that is left out: all values."),
  })
  .refine(
    ({ group, person }) => (group === undefined) !== (person === undefined),
    "give exactly one of group and person",
  );

const columnRule = z.strictObject({
  columns: z.array(z.string().min(1)).min(1).describe("Nobody else sees these columns."),
  groups: z.array(z.string().min(1)).min(1).max(100),
});

const dataSet = z.strictObject({
  ...shared,
  ...readingSettings,
  columns: columnSettings.describe(
    "The columns, in the order of the table, the query or the file; a name alone: text, as all of a file.",
  ),
  joins: joinSettings
    .optional()
    .describe("Tables, queries, files or other data sets that are joined to it, in this order."),
  calculated: calculatedSettings
    .optional()
    .describe("Columns that QuickSight works out from these, each by its name."),
  import: z.enum(["SPICE", "DIRECT_QUERY"]).default("SPICE"),
  refresh: refreshSettings.optional(),
  incremental: incrementalSettings
    .optional()
    .describe("What an incremental refresh loads: rows whose date is within this window."),
  rowRules: z
    .array(rowRule)
    .min(1)
    .optional()
    .describe("Who sees which rows; whoever is in no rule sees none. Absent: everybody sees all."),
  entitled: z
    .record(z.string().min(1), z.string().min(1))
    .refine((mapping) => Object.keys(mapping).length > 0, "map at least one term to a column")
    .optional()
    .describe(
      "In place of rowRules: terms of the tenant's entitlement table, each with its column here.",
    ),
  tagRules: tagRuleSettings
    .optional()
    .describe(
      "Which rows an embedded dashboard shows without a user of QuickSight: by tags of its session.",
    ),
  allRows: groupNames.describe(
    "Owners who are meant to see every row, whatever the rules say: owners always do.",
  ),
  columnRules: z.array(columnRule).min(1).optional().describe("Who sees which columns."),
});

/** `tenant.dataSources`: by a name of ours. */
export const dataSourceSettings = z.record(
  assetName,
  z.discriminatedUnion("type", [databaseSource, fileSource]),
);

/** `tenant.dataSets`: by a name of ours. */
export const dataSetSettings = z.record(assetName, dataSet);

/** A data source as the settings describe it. */
export type DataSourceSettings = z.output<typeof dataSourceSettings>[string];

/** A data set as the settings describe it. */
export type DataSetSettings = z.output<typeof dataSet>;
