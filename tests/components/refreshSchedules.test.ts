import assert from "node:assert/strict";
import { describeSchedule } from "../../components/refreshSchedules.ts";

const daily = {
  interval: "DAILY",
  time: "05:20",
  timezone: "UTC",
  type: "FULL_REFRESH",
} as const;
const now = Date.parse("2026-12-01T00:00:00Z");

describe("a schedule of a data set", () => {
  it("is what the resource takes", () => {
    assert.deepEqual(describeSchedule(daily, now), {
      refreshType: "FULL_REFRESH",
      scheduleFrequency: { interval: "DAILY", timezone: "UTC", timeOfTheDay: "05:20" },
    });
    const { scheduleFrequency } = describeSchedule(
      { ...daily, interval: "WEEKLY", day: "MONDAY" },
      now,
    );
    assert.deepEqual(scheduleFrequency.refreshOnDay, { dayOfWeek: "MONDAY" });
    const monthly = describeSchedule({ ...daily, interval: "MONTHLY", day: "1" }, now);
    assert.deepEqual(monthly.scheduleFrequency.refreshOnDay, { dayOfMonth: "1" });
  });

  it("declares a start while it is to come, as QuickSight takes none that is past", () => {
    const startOf = (start: string) =>
      describeSchedule({ ...daily, start }, now).startAfterDateTime;
    assert.equal(startOf("2026-12-01T00:01"), "2026-12-01T00:01:00");
    assert.equal(startOf("2026-12-01T00:00:01"), "2026-12-01T00:00:01");
    assert.equal(startOf("2026-12-01T00:00"), undefined);
  });
});
