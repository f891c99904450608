import { z } from "zod";
import { bucketName } from "./names.ts";

const existingTrail = z
  .strictObject({
    bucket: bucketName.describe(
      "The bucket that the trail writes to; it may be another account's.",
    ),
    prefix: z
      .string()
      .regex(/^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/, "leave out the slashes at both ends")
      .optional()
      .describe("What the trail puts before AWSLogs."),
    organization: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, "use the id of the organization, such as o-a1b2c3d4e5")
      .optional()
      .describe("Of an organization's trail, the organization, which is in its paths."),
  })
  .describe("A trail that there is; it is used as it is.");

/** The setting `trail` of an account stack. */
export const trailSettings = z
  .strictObject({
    existing: existingTrail.optional(),
    keepDays: z
      .int()
      .min(90)
      .max(36_500)
      .optional()
      .describe(
        "Days after which files of the trail that the stack makes are deleted; absent: never. A data set whose grant is older has its key from its last use.",
      ),
    athena: z
      .strictObject({
        mostGigabytes: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(1000)
          .describe(
            "What one query may read before Athena stops it, in gigabytes of packed files; Athena is paid for what it reads.",
          ),
      })
      .optional()
      .describe(
        "Makes what Athena needs to read the trail: a work group, a table, a saved query, for `qsgov keys --athena`. It costs nothing until a query runs; its results lie in the governance bucket for 30 days.",
      ),
  })
  .refine(({ existing, keepDays }) => existing === undefined || keepDays === undefined, {
    message: "leave it out: what happens to the files of an existing trail is its owner's business",
    path: ["keepDays"],
  })
  .describe(
    "Where CloudTrail keeps what KMS tells of keys, for longer than the 90 days of its event history. Without `existing` the stack makes a trail of the Region's management events, in a bucket of its own. The first trail that delivers them in a Region is free, each further one is paid by the event: name the one that there is. Absent: neither made nor read.",
  );
