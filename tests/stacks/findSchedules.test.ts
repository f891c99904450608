import assert from "node:assert/strict";
import { CreateRefreshScheduleCommand } from "@aws-sdk/client-quicksight";
import { findSchedules } from "../../stacks/findSchedules.ts";
import type { StackResources } from "../../stacks/readState.ts";
import type { TenantSettings } from "../../stacks/settings.ts";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";

type Data = Pick<TenantSettings, "namespace" | "dataSets">;

const DataSetId = "qsgov-default-orders";
const type = "aws:quicksight/refreshSchedule:RefreshSchedule";
const where = "tenant.dataSets.orders.refresh";

describe("schedules of a data set that declares some", () => {
  const world = simulated();
  const make = async (...ids: string[]) => {
    for (const ScheduleId of ids) {
      const frequency = { Interval: "DAILY" as const, TimeOfTheDay: "05:20" };
      const Schedule = {
        ...{ ScheduleId, RefreshType: "FULL_REFRESH" as const },
        ScheduleFrequency: frequency,
      };
      const key = { AwsAccountId, DataSetId };
      await world.client().send(new CreateRefreshScheduleCommand({ ...key, Schedule }));
    }
  };
  const held = (...names: string[]): StackResources =>
    Object.fromEntries(
      names.map((name) => [`urn:pulumi:dev::p::x$${type}::default-orders-${name}`, { type }]),
    );
  const find = async (intervals: string[], state: StackResources) => {
    const refresh = intervals.map((interval) => ({ interval }));
    const settings = { namespace: "default", dataSets: { orders: { refresh } } } as unknown as Data;
    const access = {
      ...{ region: "eu-west-1", endpoint: world.url() },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    return findSchedules(settings, state, AwsAccountId, access);
  };
  beforeEach(async () => {
    await createDataSource(world.client(), "db");
    await createDataSet(world.client(), DataSetId, { ImportMode: "SPICE" });
  });

  it("are taken up where a run made them that was killed, and nothing is said of those in the state", async () => {
    await make("qsgov-daily", "qsgov-weekly");
    assert.deepEqual(await find(["DAILY", "WEEKLY"], held("daily")), {
      ids: new Map([
        [`${type}::default-orders-weekly`, `${AwsAccountId},${DataSetId},qsgov-weekly`],
      ]),
      titles: [`schedule qsgov-weekly of data set ${DataSetId}`],
      ...{ notices: [], problems: [] },
    });
  });

  it("are told where somebody else made them, or a run was killed and they are not declared any more", async () => {
    await make("monday", "qsgov-monthly", "qsgov-weekly");
    const { notices, problems } = await find(["DAILY"], held("weekly"));
    assert.deepEqual(notices, [
      `${where}: a schedule that somebody made by hand stays as well (monday)`,
      `${where}: a schedule that a run made which was killed stays as well (qsgov-monthly), declared no more; delete what is too much (aws quicksight delete-refresh-schedule)`,
    ]);
    assert.deepEqual(problems, []);
  });

  it("have room for all, those too that go once the others are made", async () => {
    await make("monday", "tuesday");
    assert.deepEqual((await find(["DAILY", "DAILY", "DAILY"], {})).problems, []);
    assert.deepEqual((await find(["DAILY", "DAILY", "DAILY", "DAILY"], {})).problems, [
      {
        where,
        message:
          "4 schedules and 2 that are not declared (monday, tuesday) are more than the 5 that QuickSight takes; delete these, or leave some out here",
      },
    ]);
    await make("qsgov-weekly", "qsgov-weekly-2", "qsgov-monthly");
    const state = held("weekly", "weekly-2", "monthly");
    assert.deepEqual((await find(["WEEKLY", "WEEKLY", "MONTHLY"], state)).problems, []);
    assert.deepEqual((await find(["WEEKLY", "WEEKLY"], state)).problems, []);
    assert.deepEqual((await find(["WEEKLY", "WEEKLY", "DAILY"], state)).problems, [
      {
        where,
        message:
          "3 schedules and 2 that are not declared (monday, tuesday) leave no room while those are there that go (qsgov-monthly), and QuickSight takes 5; leave the new ones (qsgov-daily) out for one run",
      },
    ]);
  });
});
