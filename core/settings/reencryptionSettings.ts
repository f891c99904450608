import { z } from "zod";

/** The setting `account.reencryption`. */
export const reencryptionSettings = z
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
    openRevoked: z
      .boolean()
      .default(false)
      .describe(
        "True: what is under a key that is revoked, disabled or pending deletion is loaded as well, and so opens under the default key. False: it is named, and stays closed until the key is restored.",
      ),
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
