import { z } from "zod";
import { type AssetList, assetLists } from "./assetLists.ts";

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

const claim = z
  .strictObject({ ...who, ...what })
  .refine(
    (given) => Object.keys(who).some((key) => key in given),
    "say who: group, groups, people, namespaces or everybody",
  )
  .refine(
    (given) => Object.keys(what).some((key) => key !== "level" && key in given),
    "say what: assets by kind, such as dashboards, or allAssets, or tenant",
  );

/** What must always, or must never, be so of who can open what. */
export const assertionSettings = z
  .strictObject({
    never: claim.optional().describe("These people can open none of these assets."),
    only: claim.optional().describe("Nobody else can open any of these assets."),
    always: claim.optional().describe("All of these people can open all of these assets."),
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
