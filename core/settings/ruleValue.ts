import { z } from "zod";
import { isEngineDate } from "./isEngineDate.ts";
import { countCharacters, longestField } from "./ruleFields.ts";

/** What YAML makes of a scalar that is no text; a value that nobody wrote with quotes cannot be told from it afterwards. */
const notText: Readonly<Record<string, string>> = {
  number: "a number, and how it was written (012, 1e5, 0x10) is lost",
  boolean: "a truth value (as it does yes, no, on and off)",
};

const quote = "put it in quotes, as it stands in the data: YAML reads it as";

/** What is wrong with a text as a value of a rule, in the order in which it is looked for. */
const flaws: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => text === "", "is empty, which would mean every value; leave the column out for that"],
  [isEngineDate, `${quote} a date`],
  [
    // The user guide writes NULL for an empty field. That a file's own NULL is none is documented nowhere, and would open every row.
    (text) => /^null$/i.test(text),
    "QuickSight's rules say so for no value, which means every value; leave the column out for that, or filter on another column",
  ],
  [
    (text) => /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text),
    "remove the line break or another control character, which no value of a rule can hold",
  ],
  [
    (text) =>
      /^[\s\p{Default_Ignorable_Code_Point}]|[\s\p{Default_Ignorable_Code_Point}]$/u.test(text),
    "begins or ends with a space, or what nobody sees, and QuickSight looks for exactly that in the data; remove it, there too (trim the column in a query)",
  ],
  [
    (text) => text.includes(","),
    "QuickSight takes a comma for the end of a value; give several values as a list",
  ],
  [
    (text) => text.includes('"'),
    "QuickSight takes a double quote for the begin or end of a value; filter on another column",
  ],
  [
    (text) => countCharacters(text) > longestField,
    `use at most ${longestField.toLocaleString("en-US")} characters, where QuickSight cuts a field`,
  ],
];

/** What is wrong with a value of a rule, and what to do; undefined when it is a text that QuickSight compares as it stands there. */
export function findRuleFlaw(value: unknown): string | undefined {
  if (typeof value === "string") return flaws.find(([isFlawed]) => isFlawed(value))?.[1];
  if (value === null || value === undefined) return `${quote} nothing; or leave the column out`;
  const read = notText[typeof value];
  return read === undefined ? "use a text, or a list of texts" : `${quote} ${read}`;
}

/**
 * The value or the values of a column in a row rule: texts, as QuickSight compares them with text columns (user guide, "Using
 * row-level security with user-based rules": spaces are literal, commas separate, double quotes enclose).
 *
 * YAML makes something else of `012345678901`, `1e5`, `2026-01-31` or `yes`, and what was written cannot be found out from what it
 * makes: that is refused, as a value that merely looks right would give somebody no rows, or others than they should see.
 */
export const ruleValue = z.unknown().transform((value, context): string | string[] => {
  const isList = Array.isArray(value);
  const all: readonly unknown[] = isList ? value : [value];
  if (isList && all.length === 0) {
    context.addIssue({ code: "custom", message: "name a value, or leave the column out for all" });
  }
  all.forEach((one, index) => {
    const message = findRuleFlaw(one);
    if (message === undefined) return;
    context.addIssue({ code: "custom", message, input: one, path: isList ? [index] : [] });
  });
  return value as string | string[];
});
