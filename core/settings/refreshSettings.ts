import { z } from "zod";

/** Of the API model, `RefreshInterval`. */
const interval = z.enum(["MINUTE15", "MINUTE30", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"]);

const schedule = z.strictObject({
  interval,
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use hours and minutes in quotes, such as "05:20"')
    .optional()
    .describe("When on the day; needed for days, weeks and months."),
  timezone: z
    .string()
    .refine(isTimezone, "use the name of a time zone, such as Europe/Berlin or UTC")
    .default("UTC"),
  day: z
    .union([z.string(), z.int()])
    .transform(String)
    .optional()
    .describe("WEEKLY: MONDAY to SUNDAY; MONTHLY: 1 to 28, or LAST_DAY_OF_MONTH."),
  type: z
    .enum(["FULL_REFRESH", "INCREMENTAL_REFRESH"])
    .default("FULL_REFRESH")
    .describe("Everything, or what the look-back window holds: see incremental."),
  start: z
    .string()
    .regex(
      /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/,
      'use "2027-01-31T06:00", in quotes and in UTC',
    )
    .refine(isDate, "use a day that there is")
    .optional()
    .describe("Not before this time, in UTC; one that is past says nothing."),
});

/** `refresh` of a data set: one schedule, or several. */
export const refreshSettings = z
  .union([schedule.transform((one) => [one]), z.array(schedule).min(1)], {
    error: "use { interval, time, timezone }, or a list of such",
  })
  .describe("When the data set is loaded into SPICE again.");

/** `incremental` of a data set: API model, `LookbackWindow`. */
export const incrementalSettings = z.strictObject({
  column: z
    .string()
    .min(1)
    .describe("A column of dates: what is younger than the window is loaded."),
  size: z.int().min(1).max(1_000_000),
  unit: z.enum(["HOUR", "DAY", "WEEK"]),
});

/** A schedule as the settings describe it. */
export type ScheduleSettings = z.output<typeof schedule>;

/** A look-back window as the settings describe it. */
export type IncrementalSettings = z.output<typeof incrementalSettings>;

/** The 31st of February is taken for one of March. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** QuickSight goes by the names of Java, which are those of the same database. */
function isTimezone(name: string): boolean {
  try {
    // Also `+01:00` and names in other case are understood here, and not there.
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return /^[A-Z]/.test(name) && !/^[+-]/.test(timeZone);
  } catch {
    return false;
  }
}
