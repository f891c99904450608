import assert from "node:assert/strict";
import { withScheduleIds } from "../../../core/settings/scheduleIds.ts";
import { onSet, problemsOf } from "./support/problemsOf.ts";

const columns = ["city", { name: "sold", type: "DATETIME" }];
const daily = { interval: "DAILY", time: "05:20" };
const incremental = { column: "sold", size: 2, unit: "DAY" };
const of = (refresh: unknown, more: object = {}) =>
  problemsOf({ set: { columns, refresh, ...more } });

describe("when a data set is loaded again", () => {
  it("is one schedule, or several", () => {
    assert.deepEqual(of({ ...daily, timezone: "America/Toronto" }), []);
    assert.deepEqual(
      of(
        [
          { interval: "HOURLY" },
          { interval: "MINUTE15", type: "INCREMENTAL_REFRESH" },
          { interval: "WEEKLY", day: "SUNDAY", time: "00:00", timezone: "Europe/Berlin" },
          { interval: "MONTHLY", day: 28, time: "23:59", start: "2099-01-31T06:00" },
          { interval: "MONTHLY", day: "LAST_DAY_OF_MONTH", time: "23:59" },
        ],
        { incremental },
      ),
      [],
    );
  });

  it("is said with the day, the time and the window that it needs, and no other", () => {
    assert.deepEqual(
      of([
        { interval: "DAILY", day: "MONDAY" },
        { interval: "WEEKLY", time: "01:00" },
        { interval: "WEEKLY", day: "1", time: "01:00" },
        { interval: "MONTHLY", day: 29, time: "01:00" },
        { interval: "MINUTE30" },
      ]).map((problem) => problem.slice(onSet.length + 1)),
      [
        "refresh[0].day: DAILY has no day; remove it",
        'refresh[0].time: DAILY needs a time of the day, such as "05:20"',
        "refresh[1].day: WEEKLY needs a day: MONDAY to SUNDAY",
        'refresh[2].day: WEEKLY needs a day: MONDAY to SUNDAY (got "1")',
        'refresh[3].day: MONTHLY needs a day: 1 to 28, or LAST_DAY_OF_MONTH (got "29")',
        "refresh[4].interval: QuickSight loads everything once in an hour at most, and incrementally every quarter or half of one; use type: INCREMENTAL_REFRESH, or HOURLY",
      ],
    );
    assert.match(
      of({ ...daily, type: "INCREMENTAL_REFRESH" }).join(),
      /refresh\[0\]\.type: an incremental refresh needs a look-back window; give the data set incremental/,
    );
  });

  it("is at a time and in a zone that there are", () => {
    for (const wrong of [
      { time: "5:20" },
      { time: "24:00" },
      { timezone: "Europe/Atlantis" },
      { timezone: "+01:00" },
      { timezone: "europe/berlin" },
      { start: "tomorrow" },
      { start: "2027-02-31T06:00" },
      { start: "2027-01-31 06:00:00 +0000 UTC" },
      { interval: "YEARLY" },
    ]) {
      const [field = ""] = Object.keys(wrong);
      const one = { ...daily, ...wrong };
      assert.match(of(one).join("\n"), new RegExp(`refresh\\.${field}: is wrong`));
      assert.match(of([one]).join("\n"), new RegExp(`refresh\\.0\\.${field}: is wrong`));
    }
  });

  it("is no more often than QuickSight takes", () => {
    const hourly = { interval: "HOURLY" };
    assert.deepEqual(of([hourly, daily, hourly]), [
      `${onSet}.refresh: has 2 schedules that are HOURLY, and QuickSight takes one of a data set; leave one`,
    ]);
    assert.deepEqual(of([daily, daily, daily, daily, daily, daily]), [
      `${onSet}.refresh: has 6 schedules, and QuickSight takes 5 of a data set; leave the most important`,
    ]);
  });

  it("is never where it is queried directly", () => {
    const message =
      "a data set that is queried directly is never loaded (import: DIRECT_QUERY); remove it, or import it into SPICE";
    assert.deepEqual(of(daily, { import: "DIRECT_QUERY" }), [`${onSet}.refresh: ${message}`]);
    assert.deepEqual(of(undefined, { import: "DIRECT_QUERY", incremental }), [
      `${onSet}.incremental: ${message}`,
    ]);
  });

  it("goes back in a column of dates, and not in a file", () => {
    const window = (column: string) => of(undefined, { incremental: { ...incremental, column } });
    assert.deepEqual(window("sold"), []);
    assert.deepEqual(window("day"), [
      `${onSet}.incremental.column: is not a column of the data set; it has city, sold`,
    ]);
    assert.match(
      window("city").join(),
      /is one of dates, and column city is STRING; name a column/,
    );
    for (const wrong of [{ size: 0 }, { size: 1.5 }, { unit: "MONTH" }]) {
      const [field = ""] = Object.keys(wrong);
      const [problem = "", ...others] = of(undefined, {
        incremental: { ...incremental, ...wrong },
      });
      assert.match(problem, new RegExp(`incremental.*${field}: is wrong`), JSON.stringify(wrong));
      assert.deepEqual(others, []);
    }
    const sources = { file: { type: "S3", name: "F", file: "x.csv", owners: ["admin"] } };
    const set = {
      ...{ source: "file", table: undefined, incremental },
      columns: [{ name: "sold", cast: "DATETIME" }],
    };
    assert.deepEqual(problemsOf({ sources, set }), [
      `${onSet}.incremental: QuickSight loads a file as a whole; remove it (incremental refresh is for databases)`,
    ]);
  });

  it("has ids by interval, so that another time of day is the same schedule", () => {
    const intervals = ["DAILY", "WEEKLY", "DAILY"] as const;
    assert.deepEqual(
      [...withScheduleIds(intervals.map((interval) => ({ interval }))).keys()],
      ["qsgov-daily", "qsgov-weekly", "qsgov-daily-2"],
    );
  });
});
