import { ownValue } from "../aws/ownValue.ts";
import type { DataSetSettings, DataSourceSettings } from "./dataSettings.ts";
import { everyColumn } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import type { ScheduleSettings } from "./refreshSettings.ts";
import { unknownColumn } from "./checkRowRules.ts";
import { showText } from "./showText.ts";
import { parentsOf, tablesOf } from "./tablesOf.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** Schedules of a data set (API reference of CreateRefreshSchedule). */
export const mostSchedules = 5;

/** Intervals that one schedule of a data set may have (API reference of RefreshFrequency). */
const once: readonly string[] = ["MINUTE15", "MINUTE30", "HOURLY"];

const daysOfWeek = "SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY".split(" ");

/** What day each interval takes, and how that is said; absent: none. */
const days: Readonly<Record<string, { readonly pattern: RegExp; readonly say: string }>> = {
  WEEKLY: { pattern: new RegExp(`^(${daysOfWeek.join("|")})$`), say: "a day: MONDAY to SUNDAY" },
  // API model, `DayOfMonth`.
  MONTHLY: {
    pattern: /^(LAST_DAY_OF_MONTH|[1-9]|1\d|2[0-8])$/,
    say: "a day: 1 to 28, or LAST_DAY_OF_MONTH",
  },
};

/** What is wrong with when a data set is loaded again. */
export function checkRefresh(
  where: string,
  set: DataSetSettings,
  { dataSources }: Pick<TenantSettings, "dataSources">,
): Problem[] {
  const { refresh, incremental } = set;
  if (refresh === undefined && incremental === undefined) return [];
  const place = refresh === undefined ? `${where}.incremental` : `${where}.refresh`;
  if (set.import !== "SPICE") {
    const message = `a data set that is queried directly is never loaded (import: ${set.import}); remove it, or import it into SPICE`;
    return [{ where: place, message }];
  }
  return [
    ...(refresh ?? []).flatMap((one, index) =>
      checkSchedule(`${where}.refresh[${index}]`, one, set),
    ),
    ...checkCounts(`${where}.refresh`, refresh ?? []),
    ...checkWindow(
      `${where}.incremental`,
      set,
      tablesOf(set).map(({ source }) => ownValue(dataSources, source)?.type),
    ),
  ];
}

function checkSchedule(
  where: string,
  { interval, time, day, type }: ScheduleSettings,
  { incremental }: DataSetSettings,
): Problem[] {
  const problems: Problem[] = [];
  const wanted = days[interval];
  if (wanted === undefined && day !== undefined) {
    problems.push({ where: `${where}.day`, message: `${interval} has no day; remove it` });
  }
  if (wanted !== undefined && !wanted.pattern.test(day ?? "")) {
    const got = day === undefined ? "" : ` (got ${showText(day)})`;
    problems.push({ where: `${where}.day`, message: `${interval} needs ${wanted.say}${got}` });
  }
  if (!once.includes(interval) && time === undefined) {
    const message = `${interval} needs a time of the day, such as "05:20"`;
    problems.push({ where: `${where}.time`, message });
  }
  if (interval.startsWith("MINUTE") && type === "FULL_REFRESH") {
    const message = `QuickSight loads everything once in an hour at most, and incrementally every quarter or half of one; use type: INCREMENTAL_REFRESH, or HOURLY`;
    problems.push({ where: `${where}.interval`, message });
  }
  if (type === "INCREMENTAL_REFRESH" && incremental === undefined) {
    const message =
      "an incremental refresh needs a look-back window; give the data set incremental: { column, size, unit }";
    problems.push({ where: `${where}.type`, message });
  }
  return problems;
}

function checkCounts(where: string, schedules: readonly ScheduleSettings[]): Problem[] {
  const problems = once.flatMap((interval) => {
    const count = schedules.filter((one) => one.interval === interval).length;
    const message = `has ${count} schedules that are ${interval}, and QuickSight takes one of a data set; leave one`;
    return count > 1 ? [{ where, message }] : [];
  });
  if (schedules.length <= mostSchedules) return problems;
  const message = `has ${schedules.length} schedules, and QuickSight takes ${mostSchedules} of a data set; leave the most important`;
  return [...problems, { where, message }];
}

/** The window is one of dates, of what a query gives (QuickSight user guide, "Refreshing SPICE data": SQL-based sources only). */
function checkWindow(
  where: string,
  set: DataSetSettings,
  types: readonly (DataSourceSettings["type"] | undefined)[],
): Problem[] {
  const { incremental } = set;
  if (incremental === undefined) return [];
  const problems: Problem[] = [];
  if (parentsOf(set).length > 0) {
    // What a data set shows has no query of its own that could be asked for a window.
    const message =
      "an incremental refresh is for what a database is asked; remove it, and load the data set that this one is on incrementally";
    problems.push({ where, message });
  }
  if (types.includes("S3")) {
    const message =
      "QuickSight loads a file as a whole; remove it (incremental refresh is for databases)";
    problems.push({ where, message });
  }
  const found = everyColumn(set).find(({ name }) => name === incremental.column);
  const place = `${where}.column`;
  if (found === undefined) {
    problems.push({ where: place, message: unknownColumn(everyColumn(set)) });
  } else if (found.type !== "DATETIME") {
    const message = `a look-back window is one of dates, and column ${found.name} is ${found.type ?? "calculated, of no type that is said"}; name a column of type DATETIME, or cast it`;
    problems.push({ where: place, message });
  }
  return problems;
}
