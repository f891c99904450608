import assert from "node:assert/strict";
import { DisableKeyCommand, EnableKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateDashboardCommand,
  DescribeDashboardCommand,
  DescribeDashboardSnapshotJobCommand,
  DescribeDashboardSnapshotJobResultCommand,
  PreconditionNotMetException,
  ResourceExistsException,
  ResourceNotFoundException,
  StartDashboardSnapshotJobCommand,
  UnsupportedPricingPlanException,
} from "@aws-sdk/client-quicksight";
import { createDataSet, showing } from "../support/assets.ts";
import { encrypted } from "../support/encrypted.ts";
import { AwsAccountId } from "../support/simulated.ts";

describe("simulator: snapshots of dashboards", function () {
  this.timeout(60_000);
  const { at, register, control, uses, named } = encrypted();
  const sales = { AwsAccountId, DashboardId: "sales" };
  const start = (SnapshotJobId: string, SheetId = "first") =>
    at.deployer.send(
      new StartDashboardSnapshotJobCommand({
        ...{ ...sales, SnapshotJobId, UserConfiguration: { AnonymousUsers: [{}] } },
        SnapshotConfiguration: {
          FileGroups: [
            {
              Files: [
                {
                  FormatType: "PDF",
                  SheetSelections: [{ SheetId, SelectionScope: "ALL_VISUALS" }],
                },
              ],
            },
          ],
        },
      }),
    );
  const statusOf = async (SnapshotJobId: string) =>
    (await at.deployer.send(new DescribeDashboardSnapshotJobCommand({ ...sales, SnapshotJobId })))
      .JobStatus;
  const resultOf = (SnapshotJobId: string) =>
    at.deployer.send(new DescribeDashboardSnapshotJobResultCommand({ ...sales, SnapshotJobId }));

  beforeEach(async () => {
    await control("POST", "/_sim/options", { capacityPricing: true });
    await register(at.first);
    await createDataSet(at.deployer, "orders", { ImportMode: "SPICE" });
    await at.deployer.send(
      new CreateDashboardCommand({
        ...{ ...sales, Name: "Sales" },
        Definition: { ...showing("orders"), Sheets: [{ SheetId: "first", Name: "First" }] },
      }),
    );
  });

  it("read the data sets of the dashboard as a person does, and fail when one cannot be read", async () => {
    await start("open");
    assert.equal(await statusOf("open"), "COMPLETED");
    const { Result } = await resultOf("open");
    assert.equal(Result?.AnonymousUsers?.[0]?.FileGroups?.[0]?.S3Results?.length, 1);
    await at.kms.send(new DisableKeyCommand({ KeyId: at.first }));
    await start("dark");
    assert.equal(await statusOf("dark"), "FAILED");
    const { ErrorInfo } = await resultOf("dark");
    assert.match(ErrorInfo?.ErrorMessage ?? "", new RegExp(`${at.first} is unavailable`));
    assert.deepEqual(named(await uses()).slice(-2), ["Decrypt", "Decrypt DisabledException"]);
    await at.kms.send(new EnableKeyCommand({ KeyId: at.first }));
    await start("again");
    assert.equal(await statusOf("again"), "COMPLETED");
  });

  it("take a while, and tell nothing before", async () => {
    await control("POST", "/_sim/options", { snapshotDelayMs: 60_000 });
    await start("slow");
    assert.equal(await statusOf("slow"), "RUNNING");
    await assert.rejects(resultOf("slow"), PreconditionNotMetException);
    await control("POST", "/_sim/clock", { advanceMs: 60_000 });
    assert.equal(await statusOf("slow"), "COMPLETED");
  });

  it("need capacity pricing, an id of their own, and a sheet that is there", async () => {
    const { Dashboard } = await at.deployer.send(new DescribeDashboardCommand(sales));
    assert.deepEqual(Dashboard?.Version?.Sheets, [{ SheetId: "first", Name: "First" }]);
    await start("one");
    await assert.rejects(start("one"), ResourceExistsException);
    await assert.rejects(start("two", "second"), /Sheet second not found/);
    await assert.rejects(statusOf("other"), ResourceNotFoundException);
    await control("POST", "/_sim/options", { capacityPricing: false });
    await assert.rejects(start("three"), UnsupportedPricingPlanException);
  });
});
