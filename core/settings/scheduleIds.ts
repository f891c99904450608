import { declaredAssetPrefix } from "./assetIds.ts";
import type { ScheduleSettings } from "./refreshSettings.ts";

/** Schedules of a data set by their ids in QuickSight: `qsgov-daily`, and where there are several of an interval `qsgov-daily-2`. */
export function withScheduleIds<Schedule extends Pick<ScheduleSettings, "interval">>(
  schedules: readonly Schedule[],
): ReadonlyMap<string, Schedule> {
  const counts = new Map<string, number>();
  return new Map(
    schedules.map((schedule) => {
      const { interval } = schedule;
      const count = (counts.get(interval) ?? 0) + 1;
      counts.set(interval, count);
      const id = `${declaredAssetPrefix}${interval.toLowerCase()}${count === 1 ? "" : `-${count}`}`;
      return [id, schedule];
    }),
  );
}
