import { z } from "zod";

/** Whether the calendar has it: `Date` takes February 31 for a day of March. */
function isDay(day: string): boolean {
  const date = new Date(day);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** A key of the setting `account.keys`. */
export const encryptionKey = z
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
    access: z
      .enum(["revoked", "granted"])
      .optional()
      .describe(
        "Whether QuickSight may use the key: `revoked` closes what is encrypted with it to everybody, `granted` gives back what was revoked here or by `qsgov revoke`. Each is asked about. Absent: left as it is, also when the line is taken out.",
      ),
    revokeBy: z
      .enum(["disable", "deny"])
      .optional()
      .describe(
        "How it is revoked: `disable` disables the key for everybody who uses it, `deny` denies it to QuickSight in its policy. `disable` when absent.",
      ),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .optional()
      .describe("Why access is as it is: written down with who and when. Needed with `access`."),
  })
  .refine(({ access, reason }) => access === undefined || reason !== undefined, {
    message: "say why: reason is missing, which is written down with who and when",
    path: ["reason"],
  })
  .refine(
    ({ access, revokeBy, reason }) =>
      access !== undefined || (revokeBy === undefined && reason === undefined),
    { message: "is missing, while revokeBy or reason is set", path: ["access"] },
  )
  .describe("A customer managed KMS key that QuickSight encrypts with.");
