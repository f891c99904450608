import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type ScheduleSettings, withScheduleIds } from "@quicksight-governance/core/settings";

/** What the schedules of a data set are made from. */
export interface RefreshSchedulesArgs {
  readonly accountId: string;
  readonly region: string;
  readonly dataSetId: string;
  readonly schedules: readonly ScheduleSettings[];
}

/** Declares when a data set is loaded again, each schedule by itself; the parent makes the data set, on which they depend. */
export function declareRefreshSchedules(
  name: string,
  { accountId, region, dataSetId, schedules }: RefreshSchedulesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [scheduleId, schedule] of withScheduleIds(schedules)) {
    new aws.quicksight.RefreshSchedule(
      scheduleNameOf(name, scheduleId),
      {
        ...{ awsAccountId: accountId, region, dataSetId, scheduleId },
        schedule: describeSchedule(schedule, Date.now()),
      },
      opts,
    );
  }
}

/** The name of a schedule's resource. */
export function scheduleNameOf(dataSetName: string, scheduleId: string): string {
  return `${dataSetName}-${scheduleId.replace(/^qsgov-/, "")}`;
}

/**
 * A schedule as the native resource has it. A start is declared while it is to come: QuickSight takes none that is past
 * (cds-snc/notification-terraform#2551), and the resource keeps the one of its state where none is declared.
 *
 * @param now in milliseconds since 1970
 */
export function describeSchedule(
  { interval, time, timezone, day, type, start }: ScheduleSettings,
  now: number,
) {
  const isToCome = start !== undefined && Date.parse(`${start}Z`) > now;
  const refreshOnDay = interval === "WEEKLY" ? { dayOfWeek: day } : { dayOfMonth: day };
  return {
    refreshType: type,
    scheduleFrequency: {
      ...{ interval, timezone },
      ...(time === undefined ? {} : { timeOfTheDay: time }),
      ...(day === undefined ? {} : { refreshOnDay }),
    },
    ...(isToCome ? { startAfterDateTime: start.length === 16 ? `${start}:00` : start } : {}),
  };
}
