import { z } from "zod";

/** As Secrets Manager takes it (user guide, "Schedule expressions"): no oftener than every four hours, at a full hour, in every year. */
const schedule = z
  .string()
  .max(256)
  .regex(
    /^(rate\([1-9]\d{0,2} days?\)|rate\(([4-9]|1\d|2[0-3]) hours\)|cron\(0 \S+ \S+ \S+ \S+ \*\))$/,
    "use rate(10 days), rate(4 hours) or more, or cron(0 2 ? * SUN *): at a full hour, in every year",
  );

/** How a secret that is made here is rotated: `account.madeSecrets.NAME.rotation`. */
export const rotationSettings = z
  .strictObject({
    functionArn: z
      .string()
      .regex(
        /^arn:aws[\w-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}(:[\w$-]{1,128})?$/,
        "use the ARN of a function of Lambda",
      )
      .describe(
        "The function that rotates it, such as AWS's SecretsManagerRDSPostgreSQLRotationSingleUser, deployed from the Serverless Application Repository; its policy lets secretsmanager.amazonaws.com call it.",
      ),
    everyDays: z.int().min(1).max(1000).optional().describe("Days from one to the next."),
    schedule: schedule
      .optional()
      .describe("When, in UTC: rate(10 days), cron(0 2 ? * SUN *). In place of everyDays."),
    hours: z
      .int()
      .min(1)
      .max(24)
      .optional()
      .describe(
        "How long after its time it may begin; without it, until the end of the day, or with a schedule in hours one hour.",
      ),
    immediately: z
      .boolean()
      .default(false)
      .describe(
        "True: once as soon as it is set up or set up otherwise. False: then its function only tests itself.",
      ),
  })
  .refine(
    ({ everyDays, schedule: when }) => (everyDays === undefined) !== (when === undefined),
    "give exactly one of everyDays and schedule",
  );

/** See {@link rotationSettings}. */
export type RotationSettings = z.output<typeof rotationSettings>;
