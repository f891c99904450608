import type { RefreshSchedule } from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import type { Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";

/** Intervals that one schedule of a data set at most may have. */
const once: readonly string[] = ["MINUTE15", "MINUTE30", "HOURLY"];

/**
 * Refuses a schedule that the data set can't have.
 *
 * The rules are from the API reference of RefreshFrequency; error and words are ours.
 */
export function checkSchedule(
  { id, definition, refreshProperties, refreshSchedules }: DataSet,
  { ScheduleId, ScheduleFrequency, RefreshType, StartAfterDateTime }: Checked<RefreshSchedule>,
  now: number,
): void {
  const { Interval, RefreshOnDay, TimeOfTheDay, Timezone } = ScheduleFrequency;
  if (definition.ImportMode !== "SPICE") {
    refuse(`The dataset ${id} is not a SPICE dataset.`);
  }
  if (RefreshType === "INCREMENTAL_REFRESH" && refreshProperties === undefined) {
    refuse(`The dataset ${id} has no refresh properties for incremental refresh.`);
  }
  if (Interval.startsWith("MINUTE") && RefreshType !== "INCREMENTAL_REFRESH") {
    refuse(`${Interval} is only for incremental refreshes.`);
  }
  const others = [...refreshSchedules.values()].filter((one) => one.ScheduleId !== ScheduleId);
  if (
    once.includes(Interval) &&
    others.some((other) => other.ScheduleFrequency?.Interval === Interval)
  ) {
    refuse(`Only one schedule of a data set can be ${Interval}.`);
  }
  const { DayOfWeek, DayOfMonth } = RefreshOnDay ?? {};
  if (["WEEKLY", "MONTHLY"].includes(Interval) && (DayOfWeek ?? DayOfMonth) === undefined) {
    refuse(`${Interval} needs RefreshOnDay.`);
  }
  // That each has its own kind of day, and the others none, is inferred.
  if (
    (DayOfWeek !== undefined && Interval !== "WEEKLY") ||
    (DayOfMonth !== undefined && Interval !== "MONTHLY")
  ) {
    refuse(`RefreshOnDay does not fit ${Interval}.`);
  }
  if (Timezone !== undefined && !isTimezone(Timezone)) {
    refuse(`Timezone ${Timezone} is none.`);
  }
  if (StartAfterDateTime !== undefined && StartAfterDateTime.getTime() < now) {
    // AWS's words, for a schedule that is updated, too (cds-snc/notification-terraform#2551).
    refuse("Schedules cannot start in the past");
  }
  if (TimeOfTheDay !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(TimeOfTheDay)) {
    refuse("TimeOfTheDay must be HH:MM.");
  }
}

/** "The timezone ID must match a corresponding ID found on java.util.time.getAvailableIDs()", says the API reference. */
function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
