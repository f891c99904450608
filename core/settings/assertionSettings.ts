import { z } from "zod";
import { type AssetList, assetLists } from "./assetLists.ts";
import { isEngineDate } from "./isEngineDate.ts";
import { findRuleFlaw } from "./ruleValue.ts";

const names = z.union([
  z
    .string()
    .min(1)
    .transform((one) => [one]),
  z.array(z.string().min(1)).min(1),
]);

/** Assets by kind, by names, ids or patterns; a kind may be called as in `dashboard:…`, or as in `access`. */
const assets = Object.fromEntries(
  Object.entries(assetLists).flatMap(([kind, list]) =>
    [...new Set([kind, list])].map((key) => [key, names.optional()]),
  ),
) as unknown as Record<AssetList | keyof typeof assetLists, z.ZodOptional<typeof names>>;

const who = {
  group: names.optional().describe("People of these groups, by their names in the settings."),
  groups: names.optional(),
  people: names
    .optional()
    .describe("People by email, session or user name; * stands for any characters."),
  namespaces: names.optional().describe("Everybody of these namespaces."),
  everybody: z.literal(true).optional().describe("Everybody there is."),
};

const what = {
  ...assets,
  allAssets: z.literal(true).optional().describe("Every asset of every kind."),
  tenant: names.optional().describe("Every asset that people of these other namespaces can open."),
  level: z
    .enum(["viewer", "contributor", "owner"])
    .default("viewer")
    .describe("From which level on: owner lets people view, and asks only who owns."),
};

/** What a column holds: any text, as no rule is made of it; YAML makes something else of numbers and dates without quotes. */
const condition = z.unknown().transform((given, context): string[] | { not: string[] } => {
  const isNot = typeof given === "object" && given !== null && "not" in given;
  const [at, value] = isNot ? [["not"], given.not] : [[], given];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const complain = (message: string, path: (string | number)[] = []) => {
    context.addIssue({ code: "custom", message, path: [...at, ...path] });
  };
  if (isNot && Object.keys(given).length > 1) complain("has other keys beside it; take them out");
  if (all.length === 0) complain("name a value");
  all.forEach((one, index) => {
    const isText = typeof one === "string" && one !== "" && !isEngineDate(one);
    const message = isText ? undefined : findRuleFlaw(one);
    if (message !== undefined) complain(message, Array.isArray(value) ? [index] : []);
  });
  return isNot ? { not: all as string[] } : (all as string[]);
});

/** Some rows of data sets, by what they hold. */
const rowConditions = z
  .record(z.string().min(1), condition)
  .refine((rows) => Object.keys(rows).length > 0, "name at least one term or column");

const sight = {
  label: names
    .optional()
    .describe("Columns with these labels, of every data set or of those named."),
  labels: names.optional(),
  columns: names.optional().describe("Columns of the data sets; * stands for any characters."),
  rows: rowConditions
    .optional()
    .describe(
      "Rows of the data sets: by term of the entitlement table or by column a value, several, or { not: … }; all of these at once.",
    ),
};

const isOfSight = (given: object): boolean => Object.keys(sight).some((key) => key in given);
const isOfData = (key: string): boolean => key === "data-set" || key === assetLists["data-set"];

const claim = z
  .strictObject({ ...who, ...what, ...sight })
  .refine(
    (given) => Object.keys(who).some((key) => key in given),
    "say who: group, groups, people, namespaces or everybody",
  )
  .refine(
    (given) => Object.keys({ ...what, ...sight }).some((key) => key !== "level" && key in given),
    "say what: assets by kind, such as dashboards, or allAssets, or tenant, or label",
  )
  .refine(
    (given) =>
      !("columns" in given || "rows" in given) || Object.keys(given).some((key) => isOfData(key)),
    "columns and rows are of data sets: say of which (dataSets, or data-set)",
  )
  .refine(
    (given) => !("columns" in given && ("label" in given || "labels" in given)),
    "give labels or columns, each in an assertion of its own",
  )
  .refine(
    (given) =>
      !isOfSight(given) ||
      !Object.keys(given).some((key) => key in what && key !== "level" && !isOfData(key)),
    "rows, columns and labels are of data sets: give other assets an assertion of their own",
  )
  .refine(
    (given) => !isOfSight(given) || given.level === "viewer",
    "a level is about assets and not about rows and columns: leave it out",
  );

/** What must always, or must never, be so of who can open what, and of who sees which rows and columns. */
export const assertionSettings = z
  .strictObject({
    never: claim
      .optional()
      .describe(
        "These people can open none of these assets, or see none of these rows and columns.",
      ),
    only: claim
      .optional()
      .describe("Nobody else can open any of these assets, or see any of these rows and columns."),
    always: claim
      .optional()
      .describe(
        "All of these people can open all of these assets, or see all of these rows and columns.",
      ),
    reason: z.string().min(1).max(500).describe("Why, for whoever breaks it."),
  })
  .refine(
    ({ never, only, always }) =>
      [never, only, always].filter((one) => one !== undefined).length === 1,
    "give exactly one of never, only and always",
  );

/** An assertion as the settings have it. */
export type AssertionSettings = z.output<typeof assertionSettings>;

/** Who and what an assertion is about. */
export type ClaimSettings = z.output<typeof claim>;
