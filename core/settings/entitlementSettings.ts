import { z } from "zod";
import { ruleValue } from "./ruleValue.ts";

const row = z
  .object({ group: z.string().min(1).optional(), person: z.string().min(1).optional() })
  .catchall(ruleValue)
  .refine(
    ({ group, person }) => (group === undefined) !== (person === undefined),
    "give exactly one of group and person",
  );

const sources = [["rows"], ["file"], ["bucket", "key"], ["membership"]] as const;

/** `tenant.entitlements`: who sees what, in the terms of the business. */
export const entitlementSettings = z
  .strictObject({
    rows: z
      .array(row)
      .min(1)
      .optional()
      .describe(
        "Each a group or a person, and by term its values; a term that is left out: all values.",
      ),
    file: z
      .string()
      .min(1)
      .optional()
      .describe(
        "A CSV file, relative to the project: group or person, and a column for each term.",
      ),
    bucket: z.string().min(3).optional().describe("The bucket of an S3 object."),
    key: z.string().min(1).optional().describe("The key of an S3 object."),
    membership: z
      .literal(true)
      .optional()
      .describe("The membership file itself: its further columns are the terms."),
  })
  .refine((given) => {
    const there = sources.filter((keys) => keys.some((key) => given[key] !== undefined));
    const [keys = []] = there;
    return there.length === 1 && keys.every((key) => given[key] !== undefined);
  }, "give exactly one of rows, file, membership, or bucket and key");

/** Where the entitlement table of a tenant is, or its rows. */
export type EntitlementSettings = z.output<typeof entitlementSettings>;

/** One row of it in the settings. */
export type EntitlementRow = z.output<typeof row>;
