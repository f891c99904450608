import { z } from "zod";

/** Principals of a rule of columns (API model, `ColumnLevelPermissionRule`). */
const mostGroups = 100;

/** A label of columns, and a column's mention of it. */
const labelName = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}$/, "use letters, digits, dashes and underscores");

/** Of a column: one label, or several. */
export const columnLabels = z
  .union([labelName.transform((one) => [one]), z.array(labelName).min(1)], {
    error: "use a label of tenant.labels, or a list of them",
  })
  .optional()
  .describe("Labels of tenant.labels: the groups that all of them name see the column.");

/** `tenant.labels`: what columns hold that some may see only, by a name of ours. */
export const labelSettings = z
  .record(
    labelName,
    z.strictObject({
      groups: z
        .array(z.string().min(1))
        .min(1, "name at least one group")
        .max(
          mostGroups,
          `use at most ${mostGroups} groups: QuickSight takes no more for a column; put people who see the same into one group`,
        )
        .describe("Who sees columns with this label; nobody else does, in any data set."),
    }),
  )
  .default({})
  .describe("What columns hold that some may see only, and who, once for all data sets.");
