import { z } from "zod";
import { tenantSettings } from "./tenantSettings.ts";

/** Stacks of before `selfUpgrade` had a default published nothing about it, and meant that it is left as it is. */
function asPublished(identity: unknown): unknown {
  const isSettings = identity === undefined || typeof identity === "object";
  return isSettings ? { selfUpgrade: "leave", ...identity } : identity;
}

const meanings = z.array(z.tuple([z.string(), z.string(), z.string()]));

/**
 * What a tenant stack publishes for whoever runs without its settings' file: the tenant's settings as far as people and access
 * are concerned, with every default filled in. `version` counts up when a reader of the former form would misunderstand.
 */
export const publishedTenant = z.object({
  version: z.literal(1),
  namespace: tenantSettings.shape.namespace,
  /** With the account's federation role where the settings name none. */
  identity: z.preprocess(asPublished, tenantSettings.shape.identity),
  /** The S3 object that holds the membership file; a file of the project is published in the governance bucket. */
  membership: z.object({
    bucket: z.string(),
    key: z.string(),
    unusable: z.enum(["refuse", "skip"]).default("refuse"),
  }),
  dataRegions: tenantSettings.shape.dataRegions,
  groups: tenantSettings.shape.groups,
  access: tenantSettings.shape.access,
  landing: tenantSettings.shape.landing,
  guard: tenantSettings.shape.guard,
  /**
   * Folders, and the data that is put into them with who sees what of it: a folder whose groups would see past its rules is refused. Published
   * where there are folders only, and all four or none.
   */
  folders: tenantSettings.shape.folders,
  labels: tenantSettings.shape.labels,
  dataSources: tenantSettings.shape.dataSources,
  dataSets: tenantSettings.shape.dataSets,
  /**
   * Which assets the names in `access` and `folders` meant, as lists of kind, name and id: for whoever plans without the stack's state. Absent:
   * none was found by its name, or an earlier version published this.
   */
  remembered: z.object({ access: meanings, folders: meanings }).partial().optional(),
});

/** The object of the governance bucket that holds what a tenant publishes. */
export function settingsKey(namespace: string): string {
  return `settings/${namespace}.json`;
}

/** What {@link publishedTenant} reads, every default filled in. */
export type PublishedTenant = z.output<typeof publishedTenant>;

/** What a stack publishes, for {@link publishedTenant} to read. */
export type TenantToPublish = Omit<
  PublishedTenant,
  "folders" | "labels" | "dataSources" | "dataSets"
> &
  Partial<Pick<PublishedTenant, "folders" | "labels" | "dataSources" | "dataSets">>;

/** What the tenant's parameter in Parameter Store says: where the settings are, and which version of the object they are. */
export const settingsPointer = z.object({
  bucket: z.string(),
  key: z.string(),
  /** Absent where the bucket has no versions. */
  versionId: z.string().min(1).optional(),
});

/** See {@link settingsPointer}. */
export type SettingsPointer = z.output<typeof settingsPointer>;
