import { z } from "zod";
import { type AssetList, assetLists } from "./assetLists.ts";

const level = z.enum(["owner", "contributor", "viewer"]);

const lists = Object.fromEntries(
  Object.values(assetLists).map((list) => [list, z.array(z.string().min(1)).min(1).optional()]),
) as unknown as Record<AssetList, z.ZodOptional<z.ZodArray<z.ZodString>>>;

const allOf = z
  .strictObject(
    Object.fromEntries(
      Object.values(assetLists).map((list) => [list, z.enum(["owner", "viewer"]).optional()]),
    ) as unknown as Record<
      AssetList,
      z.ZodOptional<z.ZodEnum<{ owner: "owner"; viewer: "viewer" }>>
    >,
  )
  .refine(
    (kinds) => Object.keys(kinds).length > 0,
    "name at least one kind, such as topics: viewer",
  );

/** One entry of the setting `access`: what a group, or everybody of the namespace, may open. */
export const accessSettings = z
  .strictObject({
    group: z.string().min(1).optional().describe("A group of this tenant."),
    everybody: z
      .literal(true)
      .optional()
      .describe(
        "In place of a group: everybody of the namespace, of dashboards, analyses, themes and templates, which take that.",
      ),
    ...lists,
    all: z
      .union([z.enum(["owner", "viewer"]), allOf])
      .optional()
      .describe(
        "Every asset of the account, now and later: a level for dashboards, data sets and data sources (as owner analyses, too), or a level by kind.",
      ),
    level: level
      .optional()
      .describe(
        "What the group may do with the assets that are named; viewer when absent; contributor in restricted folders only.",
      ),
  })
  .refine(
    ({ group, everybody }) => (group === undefined) !== (everybody === undefined),
    "give exactly one of group and everybody",
  )
  .refine(
    ({ all, level: given, group: _, everybody: __, ...named }) =>
      Object.keys(named).length > 0 !== (all !== undefined) &&
      (all === undefined || given === undefined),
    "give exactly one of assets by kind (with a level, if you like), such as dashboards, and all",
  )
  .refine(
    ({ everybody, all, level: given }) =>
      everybody === undefined || (all === undefined && given === undefined),
    "everybody views what is named, and nothing else: leave level and all out",
  );

/** One entry of the setting `access`. */
export type AccessSettings = z.output<typeof accessSettings>;
