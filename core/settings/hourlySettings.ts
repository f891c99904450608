import { z } from "zod";

/** `rate(1 hour)`, `rate(30 minutes)`, `cron(10 5-20 ? * MON-FRI *)`: expressions of EventBridge Scheduler that come again. */
const schedule = z
  .string()
  .regex(
    /^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\(([^\s()]+ ){5}[^\s()]+\))$/,
    "use rate(1 hour), rate(30 minutes), or cron with six fields, such as cron(10 5-20 ? * MON-FRI *)",
  );

/** Days that CloudWatch Logs keeps a log for, as far as these make sense (API reference, PutRetentionPolicy). */
const logDays = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653];

/** Settings of the governance that runs by itself, under `account.hourly`. */
export const hourlySettings = z
  .strictObject({
    schedule: schedule.default("rate(1 hour)").describe("When it runs."),
    timezone: z
      .string()
      .regex(/^[A-Za-z_]+(\/[\w+-]+)*$/, "use a name such as UTC or Europe/Berlin")
      .default("UTC")
      .describe("The time zone that a cron expression is in."),
    paused: z
      .boolean()
      .default(false)
      .describe("True: nothing runs by itself, and everything stays that it needs."),
    concurrency: z
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe("Tenants that are governed at a time."),
    seconds: z
      .int()
      .min(60)
      .max(900)
      .default(900)
      .describe(
        "How long one call of a function may take; what is not done by then is done by the next call, at once.",
      ),
    memory: z
      .int()
      .min(512)
      .max(10_240)
      .default(2048)
      .describe("Memory of each function, in MB; the more, the faster it computes."),
    reservedConcurrency: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        "Concurrency of the AWS account that is kept for each of the two functions that change QuickSight, and that they never exceed; absent: they share what the account has.",
      ),
    logDays: z
      .int()
      .refine((days) => logDays.includes(days), `use one of ${logDays.join(", ")}`)
      .default(90)
      .describe("Days that the logs of the functions are kept."),
    events: z
      .boolean()
      .default(false)
      .describe(
        "True: a new membership file in the governance bucket, who registered themselves, and what somebody changed by hand start a run of that tenant at once. QuickSight's events need a trail of CloudTrail that logs in the identity Region and in this one.",
      ),
    alarms: z
      .strictObject({
        topic: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
            "use the ARN of a topic of SNS",
          )
          .optional()
          .describe(
            "ARN of your topic, whose policy lets cloudwatch.amazonaws.com publish; absent: one is made.",
          ),
        emails: z
          .array(z.email())
          .default([])
          .describe("Who is told; each confirms a message of SNS first."),
      })
      .optional()
      .describe(
        "Alarms of CloudWatch about refused plans, tenants that failed, and hours in which nothing ran, and a dashboard.",
      ),
    tenantMetrics: z
      .boolean()
      .default(false)
      .describe(
        "True: metrics for each tenant as well, which CloudWatch charges for one by one; all runs together are counted anyway.",
      ),
    files: z
      .array(
        z
          .string()
          .regex(
            /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]+\/.+$/,
            "use the ARN of an object, such as arn:aws:s3:::directory-exports/people.csv",
          ),
      )
      .default([])
      .describe(
        "ARNs of the membership files of tenants that have theirs in another bucket (membership.bucket): the functions may read these.",
      ),
  })
  .describe("Governance that runs by itself, in the AWS account; docs/hourly.md.");

/** See {@link hourlySettings}. */
export type HourlySettings = z.output<typeof hourlySettings>;
