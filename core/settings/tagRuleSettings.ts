import { z } from "zod";
import { isEngineDate } from "./isEngineDate.ts";
import { countCharacters } from "./ruleFields.ts";

/** Rules of tags, and the lengths of their parts in characters (API model: `RowLevelPermissionTagRule`, `SessionTagKey`, `SessionTagValue`). */
const most = { tags: 50, key: 128, delimiter: 10, value: 256 };

function text(longest: number) {
  return z
    .string()
    .refine(
      (value) => value !== "" && countCharacters(value) <= longest && !isEngineDate(value),
      `use 1 to ${longest} characters, in quotes where YAML reads it as something else`,
    );
}

/** `tenant.dataSets.<name>.tagRules`: by the tag of a session. */
export const tagRuleSettings = z
  .record(
    text(most.key),
    z.strictObject({
      column: z.string().min(1).describe("The column that holds the value of the tag."),
      delimiter: text(most.delimiter)
        .optional()
        .describe("Parts the values that a session has of it; absent: it has one."),
      matchAll: text(most.value)
        .optional()
        .describe("The value with which a session sees all rows; absent: none does. Kept secret."),
    }),
  )
  .refine(
    (rules) => Object.keys(rules).length > 0 && Object.keys(rules).length <= most.tags,
    `use 1 to ${most.tags} tags: QuickSight takes no more`,
  );

/** Rules of rows by the tags of a session, by the tag. */
export type TagRules = z.output<typeof tagRuleSettings>;
