import { z } from "zod";
import { alarmSettings } from "./alarmSettings.ts";
import { assertionSettings } from "./assertionSettings.ts";
import { federationSettings } from "./federationSettings.ts";
import { hourlySettings } from "./hourlySettings.ts";
import { encryptionKey } from "./keySettings.ts";
import { bucketName, groupName, namespaceName, regionName, roleArn } from "./names.ts";
import { reencryptionSettings } from "./reencryptionSettings.ts";
import { madeSecret, secretName } from "./secretSettings.ts";
import { accountTags } from "./tags.ts";
import { trailSettings } from "./trailSettings.ts";

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
  reencryption: reencryptionSettings.prefault({}),
  hourly: hourlySettings.optional(),
  trail: trailSettings.optional(),
  secrets: z
    .array(z.string().min(1).max(512))
    .default([])
    .describe("Names or ARNs of the secrets that QuickSight may read, and no others."),
  madeSecrets: z
    .record(secretName, madeSecret)
    .default({})
    .describe(
      "Secrets that are made here, by name; QuickSight may read them as it may the others.",
    ),
  assertions: z
    .array(assertionSettings)
    .default([])
    .describe(
      "Who must never, and who must always, open what, of all tenants; groups are named namespace/whole-name.",
    ),
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
