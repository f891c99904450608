import { z } from "zod";
import { alarmSettings } from "./alarmSettings.ts";
import { federationSettings } from "./federationSettings.ts";
import { bucketName, groupName, namespaceName, regionName, roleArn } from "./names.ts";
import { accountTags } from "./tags.ts";

/** Whether the calendar has it: `Date` takes February 31 for a day of March. */
function isDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

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
    rotatedOn: z
      .string()
      // A date without quotes is a time for YAML, which the engine hands on so.
      .regex(/^\d{4}-\d{2}-\d{2}(?: 00:00:00 \+0000 UTC)?$/, "use a day such as 2026-01-31")
      .transform((text) => text.slice(0, 10))
      .refine(isDay, "use a day that there is")
      .optional()
      .describe(
        "A day, in UTC, not after today: where the key was neither made nor rotated then or later, by whatever rotation, the update rotates it once, on demand. KMS does so 25 times for a key, and bills the first two rotations of a key by the month. A key whose material KMS did not make, and a replica, cannot be rotated so. Absent: nothing is rotated on demand.",
      ),
  })
  .describe("A customer managed KMS key that QuickSight encrypts with.");

const reencryption = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "False: nothing is loaded, and data sets keep their key until somebody refreshes them.",
      ),
    exceptTag: z
      .strictObject({
        key: z.string().min(1).max(128),
        value: z.string().min(1).max(256).optional().describe("Absent: whatever its value."),
      })
      .optional()
      .describe("A tag of data sets that are left alone; their key must stay registered."),
    parallel: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .describe(
        "Loads under way at once. AWS publishes no limit; each is a query of the data set's source and takes SPICE capacity.",
      ),
    minutes: z
      .int()
      .min(1)
      .max(720)
      .default(30)
      .describe(
        "How long an update waits; what is left by then is left to the next one. Credentials of a role last an hour unless somebody asked for more.",
      ),
  })
  .describe(
    "Whether data sets in SPICE, ours and others', are loaded in full so that the default key encrypts them. A load costs what any refresh costs and counts among the 32 by hand of a data set in a day.",
  );

/** Settings of an account stack, under `account`. */
export const accountSettings = z.strictObject({
  namespaces: z
    .array(namespaceName)
    .min(1, "name at least one namespace, such as default")
    .refine((names) => new Set(names).size === names.length, "name each namespace once")
    .describe("Every QuickSight namespace that has a tenant stack; `default` always exists."),
  federation: federationSettings,
  identityRegion: regionName
    .optional()
    .describe("The identity Region of the QuickSight account; found out from the API when absent."),
  globalRegion: regionName
    .optional()
    .describe(
      "Region of the account stack that owns what an account has once (the role people sign in with, the role that reads secrets); stacks of other Regions use it. Needed where several Regions have an account stack, and the same in each.",
    ),
  bucket: bucketName
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
    .refine((keys) => {
      const arns = Object.values(keys).flatMap(({ arn }) => arn ?? []);
      return new Set(arns).size === arns.length;
    }, "name each key once: two have the same arn")
    .default({})
    .describe("The keys registered with QuickSight; registering replaces whatever was."),
  alarms: alarmSettings.optional(),
  reencryption: reencryption.prefault({}),
  secrets: z
    .array(z.string().min(1).max(512))
    .default([])
    .describe("Names or ARNs of the secrets that QuickSight may read, and no others."),
  serviceRole: roleArn
    .optional()
    .describe(
      "ARN of a role of yours, which trusts QuickSight, that it reaches S3, Athena and the like with for the whole account, in place of those it made itself. There is no way back; absent: left as it is.",
    ),
  conditions: z
    .enum(["documented", "all"])
    .optional()
    .describe(
      "Conditions of policies for QuickSight that AWS documents nowhere: aws:SourceAccount where a role trusts QuickSight, kms:ViaService in the policies of keys, s3:prefix where the bucket of data files is listed. `documented` leaves them out, which works. `all` sets them, so that QuickSight of another account is let into no role, and nobody uses a key but through QuickSight; nobody has proved that QuickSight meets them, and where it does not, `pulumi up` fails: data sources and loads with ACCESS_DENIED or FAILURE_TO_ASSUME_ROLE, keys by their name. Absent: as the stack has them; `documented` in a new stack.",
    ),
  tags: accountTags
    .default({})
    .describe("Tags for every resource of the stack that takes tags; at most 50."),
});

/** Which conditions policies for QuickSight have: see `conditions` of the account settings. */
export type PolicyConditions = NonNullable<AccountSettings["conditions"]>;

/** Settings of an account stack: what exists once per AWS account and Region. */
export type AccountSettings = z.output<typeof accountSettings>;
