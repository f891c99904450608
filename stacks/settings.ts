import { defaultGuard, roles } from "@quicksight-governance/core";
import { z } from "zod";
import { dataSetSettings, dataSourceSettings } from "./dataSettings.ts";

/** QuickSight API model, `Namespace`; lower case by our own rule, as names differ in case nowhere but in QuickSight. */
const namespaceName = z
  .string()
  .regex(
    /^[a-z0-9._-]{1,64}$/,
    "use 1 to 64 lower-case letters, digits, dots, dashes or underscores",
  );
/** Also a part of the roster's lines, so without spaces. */
const groupName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "use lower-case letters, digits, dots, dashes or underscores");
const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "use a Region such as us-east-1");
/** IAM: role names are 1 to 64 characters of `[\w+=,.@-]`; the role's name is also the prefix of user names. */
const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "use the name of an IAM role, without its path");
const tags = z.record(z.string().min(1).max(128), z.string().max(256));

const encryptionKey = z
  .strictObject({
    arn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
        "use the ARN of a KMS key, not of an alias",
      )
      .optional()
      .describe("An existing key; absent: the stack makes one."),
    default: z
      .boolean()
      .default(false)
      .describe("Encrypts everything new; exactly one key is the default."),
    rotationDays: z
      .int()
      .min(90)
      .max(2560)
      .default(365)
      .describe("Days between automatic rotations of a key that the stack makes."),
  })
  .describe("A customer managed KMS key that QuickSight encrypts with.");

/** Settings of an account stack, under `account`. */
export const accountSettings = z.strictObject({
  namespaces: z
    .array(namespaceName)
    .min(1, "name at least one namespace, such as default")
    .refine((names) => new Set(names).size === names.length, "name each namespace once")
    .describe("Every QuickSight namespace that has a tenant stack; `default` always exists."),
  federation: z
    .strictObject({
      samlProvider: z
        .string()
        .regex(/^[\w.-]{1,128}$/, "use the name of the IAM SAML provider, not its ARN")
        .describe("Name of the IAM SAML provider that people sign in through; it must exist."),
      role: roleName
        .default("quicksight-fed-users")
        .describe("Name of the IAM role that people sign in with."),
    })
    .describe("How people come in."),
  identityRegion: regionName
    .optional()
    .describe("The identity Region of the QuickSight account; found out from the API when absent."),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "use an S3 bucket name")
    .optional()
    .describe(
      "Name of the governance bucket; quicksight-governance-<account>-<Region> when absent.",
    ),
  parameterPrefix: z
    .string()
    .regex(/^\/[\w.-]+(\/[\w.-]+)*$/, "use a path such as /quicksight-governance")
    .default("/quicksight-governance")
    .describe("Path under which settings are published in Parameter Store."),
  keys: z
    .record(groupName, encryptionKey)
    .refine(
      (keys) => {
        const count = Object.values(keys).filter((key) => key.default).length;
        return count === (Object.keys(keys).length === 0 ? 0 : 1);
      },
      { message: "set default: true on exactly one key", when: () => true },
    )
    .default({})
    .describe("The keys registered with QuickSight; registering replaces whatever was."),
  secrets: z
    .array(z.string().min(1).max(512))
    .default([])
    .describe("Names or ARNs of the secrets that QuickSight may read, and no others."),
  tags: tags.default({}).describe("Tags for every resource of the stack that takes tags."),
});

const groupSettings = z.strictObject({
  role: z
    .enum(roles)
    .optional()
    .describe("The role its members get; absent for a data segment (a country, PII)."),
  description: z.string().min(1).max(512).optional().describe("Shown in QuickSight."),
});

const membershipSettings = z
  .strictObject({
    file: z.string().min(1).optional().describe("A file, relative to the project."),
    bucket: z.string().min(3).optional().describe("The bucket of an S3 object."),
    key: z.string().min(1).optional().describe("The key of an S3 object."),
  })
  .refine(
    ({ file, bucket, key }) =>
      file === undefined ? bucket !== undefined && key !== undefined : !bucket && !key,
    "give exactly one of file, or bucket and key",
  );

const accessSettings = z
  .strictObject({
    group: z.string().min(1).describe("A group of this tenant."),
    dashboards: z.array(z.string().min(1)).min(1).optional().describe("Dashboards by name or id."),
    all: z.enum(["owner", "viewer"]).optional().describe("Every asset of the account."),
    level: z
      .enum(["owner", "viewer"])
      .optional()
      .describe("What the group may do with the dashboards; viewer when absent."),
  })
  .refine(
    ({ dashboards, all, level }) =>
      (dashboards === undefined) !== (all === undefined) &&
      (all === undefined || level === undefined),
    "give exactly one of dashboards (with a level, if you like) and all",
  );

const guardSettings = z.strictObject({
  removals: z
    .strictObject({
      percent: z.number().min(0).max(100).default(defaultGuard.removals.percent),
      atLeast: z.int().min(0).default(defaultGuard.removals.atLeast),
    })
    .default(defaultGuard.removals)
    .describe("A run is refused when more than the larger of the two would go."),
  minimumAdmins: z
    .int()
    .min(0)
    .default(defaultGuard.minimumAdmins)
    .describe("Admins that must be left, of those the namespace has."),
});

/** Settings of a tenant stack, under `tenant`. */
export const tenantSettings = z
  .strictObject({
    namespace: namespaceName.describe(
      "The QuickSight namespace; `default` is adopted, any other is made.",
    ),
    account: z
      .string()
      .regex(/^[^/]+\/[^/]+\/[^/]+$/, "use organization/project/stack")
      .describe("The account stack."),
    membership: membershipSettings.describe("The membership file."),
    identity: z
      .strictObject({
        role: roleName.optional().describe("The account's federation role when absent."),
        groupPrefix: z
          .string()
          .regex(/^[a-z0-9._-]+$/, "use lower-case letters, digits, dots, dashes or underscores")
          .default("quicksight-fed-"),
      })
      .default({ groupPrefix: "quicksight-fed-" })
      .describe("Which people and groups are managed."),
    groups: z
      .record(groupName, groupSettings)
      .refine((groups) => Object.keys(groups).length > 0, "name at least one group")
      .describe("The groups by name, without the prefix."),
    access: z.array(accessSettings).default([]).describe("Which groups open which dashboards."),
    dataSources: dataSourceSettings.default({}).describe("Where data comes from."),
    dataSets: dataSetSettings.default({}).describe("Data, and who sees which rows and columns."),
    guard: guardSettings.default(defaultGuard).describe("How much a single run may take away."),
    tags: tags.default({}).describe("Tags for every resource of the stack that takes tags."),
  })
  .describe("One QuickSight namespace and its people.");

/** Settings of an account stack: what exists once per AWS account and Region. */
export type AccountSettings = z.output<typeof accountSettings>;

/** Settings of a tenant stack: one namespace and its people. */
export type TenantSettings = z.output<typeof tenantSettings>;

/** Which of the two a stack is, with its settings. */
export type StackSettings =
  | { readonly kind: "account"; readonly account: AccountSettings }
  | { readonly kind: "tenant"; readonly tenant: TenantSettings };
