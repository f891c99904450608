import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancelIngestionCommand,
  CreateIngestionCommand,
  CreateRefreshScheduleCommand,
  DeleteDataSetRefreshPropertiesCommand,
  DeleteDataSourceCommand,
  DeleteRefreshScheduleCommand,
  DescribeDataSetRefreshPropertiesCommand,
  DescribeIngestionCommand,
  DescribeRefreshScheduleCommand,
  InvalidParameterValueException,
  LimitExceededException,
  ListIngestionsCommand,
  ListRefreshSchedulesCommand,
  PutDataSetRefreshPropertiesCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateDataSetCommand,
  UpdateKeyRegistrationCommand,
  UpdateRefreshScheduleCommand,
} from "@aws-sdk/client-quicksight";
import type { RefreshSchedule } from "@aws-sdk/client-quicksight";
import { arn, createDataSet, createDataSource, table } from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const sales = { AwsAccountId, DataSetId: "sales" };
const DataSetRefreshProperties = {
  RefreshConfiguration: {
    IncrementalRefresh: { LookbackWindow: { ColumnName: "day", Size: 1, SizeUnit: "DAY" } },
  },
} as const;
/** A table with a column that a look-back window can be about. */
const dated = {
  PhysicalTableMap: {
    t: {
      RelationalTable: {
        ...{ DataSourceArn: arn("datasource/db"), Name: "t" },
        InputColumns: [
          { Name: "region", Type: "STRING" as const },
          { Name: "day", Type: "DATETIME" as const },
        ],
      },
    },
  },
};
const wrong = (call: Promise<unknown>, message: string | RegExp) =>
  refused(call, InvalidParameterValueException, { status: 400, message });

describe("simulator: ingestions", () => {
  const { client, control, reset } = simulated();
  const createSales = () => createDataSet(client(), "sales", { ImportMode: "SPICE", ...dated });
  const refresh = (IngestionId: string) =>
    client().send(new CreateIngestionCommand({ ...sales, IngestionId }));
  const describeOne = async (IngestionId = "") =>
    (await client().send(new DescribeIngestionCommand({ ...sales, IngestionId }))).Ingestion;
  beforeEach(() => createDataSource(client(), "db"));

  it("load a new data set in SPICE step by step", async () => {
    reset({ ingestionDelayMs: 600 });
    await createDataSource(client(), "db");
    const id = await createSales();
    const seen = new Set<string | undefined>();
    for (let tries = 0; tries < 200 && !seen.has("COMPLETED"); tries += 1) {
      seen.add((await describeOne(id))?.IngestionStatus);
      await sleep(10);
    }
    assert.deepEqual([...seen], ["INITIALIZED", "QUEUED", "RUNNING", "COMPLETED"]);
  });

  it("follow creation, change and request, the latest first", async () => {
    await createSales();
    const Name = "sales";
    await client().send(
      new UpdateDataSetCommand({ ...sales, ...table("region"), Name, ImportMode: "SPICE" }),
    );
    await refresh("by-hand");
    const { Ingestions } = await client().send(new ListIngestionsCommand(sales));
    assert.deepEqual(
      Ingestions?.map((ingestion) => [ingestion.RequestType, ingestion.IngestionStatus]),
      [
        ["FULL_REFRESH", "COMPLETED"],
        ["EDIT", "COMPLETED"],
        ["INITIAL_INGESTION", "COMPLETED"],
      ],
    );
    await refused(refresh("by-hand"), ResourceExistsException, {
      status: 409,
      resourceType: "INGESTION",
    });
  });

  it("can be cancelled until they are over", async () => {
    reset({ ingestionDelayMs: 60_000 });
    await createDataSource(client(), "db");
    await createSales();
    await refresh("slow");
    const cancel = () =>
      client().send(new CancelIngestionCommand({ ...sales, IngestionId: "slow" }));
    await cancel();
    assert.equal((await describeOne("slow"))?.IngestionStatus, "CANCELLED");
    await wrong(cancel(), /CANCELLED already/);
  });

  it("end when another begins", async () => {
    reset({ ingestionDelayMs: 60_000 });
    await createDataSource(client(), "db");
    const first = await createSales();
    await refresh("second");
    const change = { ...sales, ...table("region"), Name: "sales", ImportMode: "SPICE" } as const;
    await client().send(new UpdateDataSetCommand(change));
    const { Ingestions } = await client().send(new ListIngestionsCommand(sales));
    assert.deepEqual(
      Ingestions?.map((one) => [one.IngestionStatus, one.ErrorInfo?.Type]),
      [
        ["INITIALIZED", undefined],
        ["FAILED", "REFRESH_SUPPRESSED_BY_EDIT"],
        ["FAILED", "INGESTION_SUPERSEDED"],
      ],
    );
    assert.equal(Ingestions.at(-1)?.IngestionId, first);
  });

  it("fail from some time on, while the account stays as it is", async () => {
    const id = await createSales();
    await control("POST", "/_sim/options", { ingestionOutcome: "FAILED" });
    await refresh("later");
    assert.equal((await describeOne("later"))?.IngestionStatus, "FAILED");
    assert.equal((await describeOne(id))?.IngestionStatus, "COMPLETED");
    const { status, body } = await control("POST", "/_sim/options", { rate: 1 });
    assert.deepEqual(
      [status, body],
      [400, { error: "rate: cannot change while the account stays; reset it" }],
    );
  });

  it("fail without their data source, or when told to", async () => {
    reset({ ingestionOutcome: "FAILED" });
    await createDataSource(client(), "db");
    assert.equal((await describeOne(await createSales()))?.IngestionStatus, "FAILED");
    await client().send(new DeleteDataSourceCommand({ AwsAccountId, DataSourceId: "db" }));
    await refresh("orphan");
    assert.equal((await describeOne("orphan"))?.ErrorInfo?.Type, "DATA_SOURCE_NOT_FOUND");
  });

  it("are 32 a day at most by hand", async () => {
    await createSales();
    for (let count = 1; count <= 32; count += 1) {
      await refresh(`r-${count}`);
    }
    await refused(refresh("r-33"), LimitExceededException, { status: 409 });
  });

  it("are refused while as many as `parallelIngestions` are under way in the Region", async () => {
    reset({ ingestionDelayMs: 60_000, parallelIngestions: 2 });
    await createDataSource(client(), "db");
    await createSales();
    await createDataSet(client(), "other", { ImportMode: "SPICE" });
    await refused(refresh("third"), LimitExceededException, { status: 409 });
    await control("POST", "/_sim/clock", { advanceMs: 60_000 });
    await refresh("again");
  });

  it("of files that were uploaded in the console are refused", async () => {
    await control("POST", "/_sim/console", { Kind: "FileDataSet", Id: "uploaded" });
    const of = { AwsAccountId, DataSetId: "uploaded", IngestionId: "i" };
    const message = "The data set type is not supported through API yet";
    await wrong(client().send(new CreateIngestionCommand(of)), message);
  });

  it("are for SPICE only, and incremental ones need a look-back window", async () => {
    await createDataSet(client(), "sales");
    await wrong(refresh("r"), /not a SPICE dataset/);
    await createDataSet(client(), "spice", { ImportMode: "SPICE" });
    const incremental = { ...sales, DataSetId: "spice", IngestionId: "i" };
    const send = () =>
      client().send(
        new CreateIngestionCommand({ ...incremental, IngestionType: "INCREMENTAL_REFRESH" }),
      );
    await wrong(send(), /no refresh properties/);
  });

  it("encrypt with the default key of their time; an incremental one changes no key", async () => {
    const spiceKey = async () => {
      const { body } = await control("GET", "/_sim/keys");
      return (body as Record<string, { KeyArn: string | null }>)[arn("dataset/sales")]?.KeyArn;
    };
    const KeyArn = `arn:aws:kms:eu-west-1:${AwsAccountId}:key/1`;
    await createSales();
    assert.equal(await spiceKey(), null);
    const KeyRegistration = [{ KeyArn, DefaultKey: true }];
    await client().send(new UpdateKeyRegistrationCommand({ AwsAccountId, KeyRegistration }));
    await client().send(
      new PutDataSetRefreshPropertiesCommand({ ...sales, DataSetRefreshProperties }),
    );
    const IngestionType = "INCREMENTAL_REFRESH";
    await client().send(new CreateIngestionCommand({ ...sales, IngestionId: "i", IngestionType }));
    assert.equal(await spiceKey(), null);
    await refresh("full");
    assert.equal(await spiceKey(), KeyArn);
  });
});

describe("simulator: refresh properties and schedules", () => {
  const { client } = simulated();
  const schedule = (
    ScheduleId: string,
    Interval: "HOURLY" | "DAILY" | "WEEKLY" | "MINUTE15",
    more: Partial<RefreshSchedule> = {},
  ) => ({
    ...sales,
    Schedule: {
      ScheduleId,
      RefreshType: "FULL_REFRESH" as const,
      ScheduleFrequency: { Interval },
      ...more,
    },
  });
  const create = (...args: Parameters<typeof schedule>) =>
    client().send(new CreateRefreshScheduleCommand(schedule(...args)));
  const put = () =>
    client().send(new PutDataSetRefreshPropertiesCommand({ ...sales, DataSetRefreshProperties }));
  beforeEach(async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "sales", { ImportMode: "SPICE", ...dated });
  });

  it("keep a look-back window, once, for SPICE, in the words of AWS", async () => {
    await put();
    const shown = await client().send(new DescribeDataSetRefreshPropertiesCommand(sales));
    assert.deepEqual(shown.DataSetRefreshProperties, DataSetRefreshProperties);
    await wrong(put(), /^configuration provided is same as the existing configuration/);
    const remove = () => client().send(new DeleteDataSetRefreshPropertiesCommand(sales));
    await remove();
    await refused(remove(), ResourceNotFoundException, { status: 404 });
    await createDataSet(client(), "direct");
    const direct = { AwsAccountId, DataSetId: "direct", DataSetRefreshProperties };
    await Promise.all(
      [
        client().send(new PutDataSetRefreshPropertiesCommand(direct)),
        client().send(new DescribeDataSetRefreshPropertiesCommand(direct)),
        client().send(new DeleteDataSetRefreshPropertiesCommand(direct)),
      ].map((call) =>
        wrong(
          call,
          "The dataset direct is not a SPICE dataset and is not supported for incremental refresh.",
        ),
      ),
    );
  });

  it("refuse a look-back window on a column that the data set lacks, or that is no date", async () => {
    const put = (ColumnName: string) =>
      client().send(
        new PutDataSetRefreshPropertiesCommand({
          ...sales,
          DataSetRefreshProperties: {
            RefreshConfiguration: {
              IncrementalRefresh: { LookbackWindow: { ColumnName, Size: 1, SizeUnit: "DAY" } },
            },
          },
        }),
      );
    await wrong(put("month"), /month of the look-back window is not in DataSet sales/);
    await wrong(put("region"), /region of the look-back window is STRING, not DATETIME/);
    await put("day");
  });

  it("keep schedules", async () => {
    await create("daily", "DAILY");
    await client().send(
      new UpdateRefreshScheduleCommand(
        schedule("daily", "DAILY", {
          ScheduleFrequency: { Interval: "DAILY", TimeOfTheDay: "04:30" },
        }),
      ),
    );
    const one = { ...sales, ScheduleId: "daily" };
    const { RefreshSchedule } = await client().send(new DescribeRefreshScheduleCommand(one));
    assert.equal(RefreshSchedule?.ScheduleFrequency?.TimeOfTheDay, "04:30");
    await refused(create("daily", "DAILY"), ResourceExistsException, { status: 409 });
    await client().send(new DeleteRefreshScheduleCommand(one));
    const list = await client().send(new ListRefreshSchedulesCommand(sales));
    assert.deepEqual(list.RefreshSchedules, []);
  });

  it("refuse days that do not fit the interval, and time zones that there are not", async () => {
    const of = (Interval: "DAILY" | "WEEKLY", more: object) =>
      create("one", Interval, { ScheduleFrequency: { Interval, ...more } });
    await wrong(of("DAILY", { RefreshOnDay: { DayOfWeek: "MONDAY" } }), /does not fit DAILY/);
    await wrong(of("WEEKLY", { RefreshOnDay: { DayOfMonth: "1" } }), /does not fit WEEKLY/);
    await wrong(of("DAILY", { Timezone: "Europe/Atlantis" }), /Timezone Europe\/Atlantis/);
    await of("DAILY", { Timezone: "Europe/Berlin" });
  });

  it("refuse schedules that break the rules of intervals", async () => {
    await wrong(create("m", "MINUTE15"), /only for incremental/);
    await wrong(create("i", "DAILY", { RefreshType: "INCREMENTAL_REFRESH" }), /no refresh prop/);
    await wrong(create("w", "WEEKLY"), /RefreshOnDay/);
    const ScheduleFrequency = { Interval: "DAILY", TimeOfTheDay: "24:00" } as const;
    await wrong(create("t", "DAILY", { ScheduleFrequency }), /HH:MM/);
    await create("h", "HOURLY");
    await wrong(create("h2", "HOURLY"), /Only one/);
  });

  it("refuse to start in the past, in the words of AWS, also when a schedule is updated", async () => {
    const at = (milliseconds: number) => ({
      StartAfterDateTime: new Date(Math.ceil((Date.now() + milliseconds) / 1000) * 1000),
    });
    const message = "Schedules cannot start in the past";
    await wrong(create("d", "DAILY", at(-60_000)), message);
    await create("d", "DAILY", at(60_000));
    const update = schedule("d", "DAILY", at(-60_000));
    await wrong(client().send(new UpdateRefreshScheduleCommand(update)), message);
  });

  it("are five for a data set at most", async () => {
    for (let count = 1; count <= 5; count += 1) {
      await create(`d-${count}`, "DAILY");
    }
    await refused(create("d-6", "DAILY"), LimitExceededException, { status: 409 });
  });
});
