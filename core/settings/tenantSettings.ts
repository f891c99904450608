import { z } from "zod";
import { accessSettings } from "./accessSettings.ts";
import { assertionSettings } from "./assertionSettings.ts";
import { defaultGuard, leaversPolicies } from "./guardSettings.ts";
import { landingSettings } from "./landingSettings.ts";
import type { Limits } from "./limits.ts";
import { roles } from "./role.ts";
import { dataSetSettings, dataSourceSettings } from "./dataSettings.ts";
import { entitlementSettings } from "./entitlementSettings.ts";
import { folderSettings } from "./folderSettings.ts";
import { labelSettings } from "./labelSettings.ts";
import {
  bucketName,
  defaultGroupPrefix,
  fullGroupName,
  groupName,
  groupPrefix,
  namespaceName,
  protectedName,
  regionName,
  roleName,
  rolePath,
} from "./names.ts";
import { tenantTags } from "./tags.ts";

const groupSettings = z.strictObject({
  name: fullGroupName
    .optional()
    .describe("The whole name in QuickSight; groupPrefix and the key when absent."),
  directory: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "What the directory calls the group, besides the key: names with spaces, distinguished names; in any case.",
    ),
  role: z
    .enum(roles)
    .optional()
    .describe("The role its members get; absent for a data segment (a country, PII)."),
  description: z.string().min(1).max(512).optional().describe("Shown in QuickSight."),
  existing: z
    .boolean()
    .optional()
    .describe("True: somebody else made the group; it is used, never made or deleted."),
  customPermissions: z
    .string()
    // QuickSight API model, `CustomPermissionsName`.
    .regex(/^[a-zA-Z0-9+=,.@_-]{1,64}$/, "use 1 to 64 letters, digits or + = , . @ _ -")
    .optional()
    .describe(
      "The QuickSight custom permissions profile that its members get; a profile that no group names is left as it is.",
    ),
});

const membershipSettings = z
  .strictObject({
    file: z.string().min(1).optional().describe("A file, relative to the project."),
    bucket: z.string().min(3).optional().describe("The bucket of an S3 object."),
    key: z.string().min(1).optional().describe("The key of an S3 object."),
    unusable: z
      .enum(["refuse", "skip"])
      .default("refuse")
      .describe(
        "Whether somebody whose session name QuickSight does not take stops the run, or is left out, reported and not removed.",
      ),
  })
  .refine(
    ({ file, bucket, key }) =>
      file === undefined ? bucket !== undefined && key !== undefined : !bucket && !key,
    "give exactly one of file, or bucket and key",
  );

/** See `Limits`. */
function limits(defaults: Limits) {
  return z
    .strictObject({
      percent: z.number().min(0).max(100).default(defaults.percent),
      atLeast: z.int().min(0).default(defaults.atLeast),
      atMost: z.int().min(0).default(defaults.atMost),
    })
    .prefault({});
}

const guardSettings = z.strictObject({
  removals: limits(defaultGuard.removals).describe(
    "How much the runs of 24 hours may take: people, roles, and of each group members; of memberships and grants four times atMost.",
  ),
  promotions: limits(defaultGuard.promotions).describe(
    "How many people the runs of 24 hours may make authors or admins, also by registering them, or Pro; how many a run may show more of a protected data set: four times atMost.",
  ),
  registrations: limits(defaultGuard.registrations).describe(
    "How many people the runs of 24 hours may register in a namespace that has people already, and move out of default into any.",
  ),
  minimumAdmins: z
    .int()
    .min(0)
    .default(defaultGuard.minimumAdmins)
    .describe("Admins that must be left, of those the namespace has."),
  protected: z
    .array(protectedName)
    .default([...defaultGuard.protected])
    .describe(
      "People who lose nothing by a plan: emails or whole QuickSight user names, in any case; * stands for any characters.",
    ),
  additiveOnly: z
    .boolean()
    .default(defaultGuard.additiveOnly)
    .describe("Plans only give: nobody is removed, leaves a group or gets a lower role."),
  leavers: z
    .enum(leaversPolicies)
    .default(defaultGuard.leavers)
    .describe(
      "What happens to people who left the membership file; downgrade: a reader without groups.",
    ),
  successor: z
    .string()
    .min(1)
    .optional()
    .describe(
      "A group of this tenant, of authors or admins, which gets what people own before they are deleted; absent: nobody does.",
    ),
});

/** Settings of a tenant stack, under `tenant`. */
export const tenantSettings = z
  .strictObject({
    namespace: namespaceName.describe(
      "The QuickSight namespace; `default` is adopted, any other is made.",
    ),
    existing: z
      .boolean()
      .optional()
      .describe("True: somebody else made the namespace; it is used, never made or deleted."),
    account: z
      .string()
      .regex(/^[^/]+\/[^/]+\/[^/]+$/, "use organization/project/stack")
      .describe("The account stack."),
    governanceBucket: bucketName
      .optional()
      .describe(
        "The governance bucket, for callers that cannot read the account stack's outputs (qsgov with a tenant file); it holds the lock.",
      ),
    membership: membershipSettings.describe("The membership file."),
    identity: z
      .strictObject({
        role: roleName.optional().describe("The account's federation role when absent."),
        rolePath: rolePath
          .optional()
          .describe("The path of that role; / when absent. The account says that of its own."),
        session: z
          .enum(["email", "user", "column"])
          .default("email")
          .describe(
            "What the identity provider gives as the session name: the email, the user of the membership file, or its column session (the email where that is empty).",
          ),
        emails: z
          .enum(["correct", "leave"])
          .default("correct")
          .describe(
            "Whether the mail that QuickSight holds is corrected to that of the membership file (case apart), or left to who sets it.",
          ),
        selfUpgrade: z
          .enum(["deny", "adopt", "leave"])
          .default("deny")
          .describe(
            "What becomes of people who raise their own role in QuickSight. deny: an administrator must approve it, and what is above the membership file is taken back; adopt: who raised theirs keeps it, administrators apart; leave: neither looked at nor set, and whoever raises theirs is lowered by the next run.",
          ),
        groupPrefix: groupPrefix.default(defaultGroupPrefix),
        waitingIn: fullGroupName
          .optional()
          .describe(
            "Whole name of the group of newcomers of namespace default (landing.newcomers there), for tenants of other namespaces: who is in no other group there is moved here when the membership file names them.",
          ),
      })
      .prefault({})
      .refine(
        ({ role, rolePath: path }) => role !== undefined || path === undefined,
        "rolePath is that of role; name both, or neither",
      )
      .describe("Which people and groups are managed."),
    groups: z
      .record(groupName, groupSettings)
      .refine((groups) => Object.keys(groups).length > 0, "name at least one group")
      .describe("The groups by name, without the prefix."),
    access: z.array(accessSettings).default([]).describe("Which groups open which assets."),
    assertions: z
      .array(assertionSettings)
      .default([])
      .describe("Who of this tenant must never, and who must always, open what."),
    folders: folderSettings
      .default({})
      .describe("Shared folders: where they are, what is in them, and which groups open that."),
    dataSources: dataSourceSettings.default({}).describe("Where data comes from."),
    entitlements: entitlementSettings
      .optional()
      .describe("Who sees what in the terms of the business, once for all data sets."),
    labels: labelSettings,
    dataSets: dataSetSettings.default({}).describe("Data, and who sees which rows and columns."),
    landing: landingSettings
      .optional()
      .describe(
        "A dashboard that everybody of the namespace may open: which dashboards there are, which groups open them, whom to ask. Absent: none.",
      ),
    guard: guardSettings.prefault({}).describe("How much a single run may take away."),
    dataRegions: z
      .array(regionName)
      .default([])
      .describe(
        "Further Regions with dashboards and data that people may own; the stack's own is always looked at.",
      ),
    tags: tenantTags
      .default({})
      .describe("Tags for every resource of the stack that takes tags; at most 10."),
  })
  .describe("One QuickSight namespace and its people.");

/** Settings of a tenant stack: one namespace and its people. */
export type TenantSettings = z.output<typeof tenantSettings>;
