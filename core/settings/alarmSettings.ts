import { z } from "zod";

/** The alarms about keys by name, in the order in which they are listed. What each is, `core/keys/alarms` says. */
export const keyAlarmNames = [
  "key-disabled",
  "key-deletion-scheduled",
  "key-material-deleted",
  "key-material-expired",
  "key-deleted",
  "key-policy-changed",
  "key-back",
  "grant-taken",
  "default-key-left",
  "registration-changed",
  "key-undeclared",
  "key-undeclared-used",
] as const;

/** One alarm about keys. */
export type KeyAlarmName = (typeof keyAlarmNames)[number];

/** EventBridge cannot publish to FIFO topics, whose names end with `.fifo`. */
const topicArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
    "use the ARN of a standard SNS topic",
  );

const isRepeated = (texts: readonly string[]) =>
  new Set(texts.map((text) => text.toLowerCase())).size < texts.length;

/** Settings of the alarms about keys, under `account.alarms`. */
export const alarmSettings = z
  .strictObject({
    topic: topicArn
      .optional()
      .describe(
        "ARN of an SNS topic of yours in the Region of the stack, whose policy lets events.amazonaws.com publish; absent: the stack makes one.",
      ),
    emails: z
      .array(z.email("use an email address"))
      .max(50)
      .refine((emails) => !isRepeated(emails), "name each address once")
      .default([])
      .describe(
        "Who gets the alarms by email; each of them has to confirm what AWS sends them first.",
      ),
    omit: z
      .array(z.enum(keyAlarmNames))
      .default([])
      .describe("Alarms that are not wanted; docs/keys.md lists them all."),
  })
  .describe(
    "Alarms by an SNS topic when somebody does something to the keys or their registration.",
  );
