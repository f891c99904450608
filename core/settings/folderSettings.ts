import { z } from "zod";
import { textOfBytes } from "./textOfBytes.ts";

/** What the settings call the assets that can be in a folder, by the kind (QuickSight API model, `MemberType`). */
export const memberLists = {
  dashboard: "dashboards",
  analysis: "analyses",
  "data-set": "dataSets",
  "data-source": "dataSources",
  topic: "topics",
} as const;

/** The kinds of assets that can be in a folder. */
export type MemberKind = keyof typeof memberLists;

/** Ids of ours are made of the namespace and this name. */
const folderKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "use lower-case letters, digits and dashes");

const groups = z.array(z.string().min(1)).default([]);
const members = z.array(z.string().min(1)).default([]);

const folder = z
  .strictObject({
    name: textOfBytes(200).describe(
      "The name people see; of an existing one that by which it is found.",
    ),
    parent: folderKey
      .optional()
      .describe(
        "The folder of this tenant that it is in, by its key; absent: none. It cannot be moved later.",
      ),
    type: z
      .enum(["shared", "restricted"])
      .optional()
      .describe(
        "What is in a restricted one stays there, and nobody owns it; that of its parent when absent, and shared without one. It cannot be changed later.",
      ),
    existing: z
      .literal(true)
      .optional()
      .describe(
        "Somebody else made it, such as one that is shared with several namespaces; it is used, never made or changed, and its other groups keep what they have.",
      ),
    // API model, `RestrictiveResourceId`.
    id: z
      .string()
      .regex(/^[\w-]{1,512}$/, "use the id of a folder")
      .optional()
      .describe("The id of an existing one, where its name is not enough."),
    owners: groups.describe(
      "Groups that own it, what is in it and the folders in it; not of restricted ones.",
    ),
    contributors: groups.describe("Groups that may change what is in a restricted one."),
    viewers: groups.describe("Groups that may open it, what is in it and the folders in it."),
    dashboards: members.describe("Names or ids."),
    analyses: members.describe("Names or ids."),
    dataSets: members.describe("Names or ids, or keys of this tenant's."),
    dataSources: members.describe("Names or ids, or keys of this tenant's."),
    topics: members.describe("Names or ids."),
  })
  .refine(
    ({ existing, id }) => existing !== undefined || id === undefined,
    "id is for an existing folder; leave it out, or add existing: true",
  )
  .refine(
    ({ existing, parent, type }) =>
      existing === undefined || (parent === undefined && type === undefined),
    "where an existing folder is and of what type is not ours to say; leave parent and type out",
  );

/** `tenant.folders`: by a name of ours. */
export const folderSettings = z.record(folderKey, folder);

/** A folder as the settings describe it. */
export type FolderSettings = z.output<typeof folder>;
