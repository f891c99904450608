import assert from "node:assert/strict";
import { CreateDashboardCommand } from "@aws-sdk/client-quicksight";
import { askAboutData } from "../../stacks/askAboutData.ts";
import type { StackResources } from "../../stacks/readState.ts";
import type { TenantInputs } from "../../stacks/tenant.ts";
import { arn, createDataSet, createDataSource, showing } from "../simulator/support/assets.ts";
import { AwsAccountId } from "../simulator/support/simulated.ts";
import {
  source,
  baseSet,
  inputsOf,
  deployed,
  salesOf,
  hashIn,
  asking,
  type Settings,
  untouched,
} from "./dataChange.ts";

describe("what a run would open, or take, of a tenant's data", () => {
  const { world, ask } = asking();
  const InputColumns = [{ Name: "country", Type: "STRING" as const }];
  const DataSourceArn = arn("datasource/qsgov-default-db");
  const onDb = {
    PhysicalTableMap: { t: { RelationalTable: { DataSourceArn, Name: "t", InputColumns } } },
  };

  describe("a protected data set", () => {
    it("is opened by one that comes in its place under another key, without its rules", async () => {
      const change = (settings: Settings) => {
        const { rowRules: _, columnRules: __, ...open } = baseSet;
        settings.dataSets = { revenue: { ...open, name: "Revenue" } };
      };
      const refusal = await ask(change);
      assert.match(
        refusal,
        /data-set "Revenue" \(qsgov-default-revenue\), in place of data-set "Sales" \(qsgov-default-sales\): everybody who may use it would see all rows/,
      );
      assert.match(refusal, /everybody who may use it would see salary/);
    });

    it("may get another key with its rules", async () => {
      const change = (settings: Settings) => {
        settings.dataSets = { revenue: baseSet };
      };
      assert.equal(await ask(change), "");
    });

    it("is known again by its table where key, name and data source are others", async () => {
      const change = (settings: Settings) => {
        const { rowRules: _, columnRules: __, ...open } = baseSet;
        settings.dataSources = { warehouse: { ...source, name: "W" } };
        settings.dataSets = { revenue: { ...open, name: "Revenue", source: "warehouse" } };
      };
      assert.match(await ask(change), /in place of data-set "Sales".*would see all rows/);
    });

    it("is compared with the one that comes in its place, and not with what comes for another", async () => {
      const rowRules = [{ group: "gbr", values: { segment: "online" } }];
      const two = (settings: Settings) => {
        settings.dataSets["costs"] = {
          ...{ ...baseSet, name: "Costs", table: { name: "costs" }, rowRules },
        } as never;
      };
      const change = (settings: Settings) => {
        two(settings);
        const { sales = {}, costs = {} } = settings.dataSets;
        settings.dataSets = { sales2: sales, costs2: costs };
      };
      assert.equal(await ask(change, { before: two }), "");
      const more = (settings: Settings) => {
        change(settings);
        const { rowRules: _, columnRules: __, ...open } = baseSet;
        settings.dataSets["costs2"] = { ...open, name: "Other", table: { name: "other" } };
      };
      assert.match(await ask(more, { before: two }), /"Other".*in place of data-set "Costs"/);
    });

    it("is opened by another one on the same table without its rules", async () => {
      const { rowRules: _, columnRules: __, ...open } = baseSet;
      const change = (settings: Settings) => {
        settings.dataSets["copy"] = { ...open, name: "Copy" };
      };
      assert.match(
        await ask(change),
        /data-set "Copy" \(qsgov-default-copy\), which reads what data-set "Sales" \(qsgov-default-sales\) does: everybody who may use it would see all rows/,
      );
      const aside = (settings: Settings) => {
        settings.dataSets["copy"] = { ...open, name: "Copy", table: { name: "other" } };
      };
      assert.equal(await ask(aside), "");
      assert.match(await ask(change, { before: aside }), /group|everybody who may use it/);
      assert.equal(await ask(change, { before: change }), "");
    });

    it("is opened by whoever may use its data source, and could make another one on it", async () => {
      const change = (settings: Settings) => {
        settings.access = [{ group: "dev", all: "viewer" }];
      };
      assert.match(
        await ask(change),
        /group dev would use its data source "Warehouse", on which authors among them can make data sets without rules.*\[owners-past-rules\]/,
      );
    });
  });

  it("is approved whatever the order in which a state and settings hold it", async () => {
    const change = (settings: Settings) => {
      const sales = salesOf(settings);
      sales.rowRules.push({ group: "mex" }, { group: "readers" });
      sales.owners = ["admin", "dev"];
      Reflect.deleteProperty(sales, "columnRules");
    };
    const turned = (settings: Settings) => {
      change(settings);
      const sales = salesOf({
        ...settings,
        dataSets: { sales: { ...baseSet, ...settings.dataSets["sales"] } },
      });
      settings.dataSets["sales"] = Object.assign(settings.dataSets["sales"] ?? {}, {
        rowRules: sales.rowRules.toReversed(),
        owners: sales.owners.toReversed(),
      });
    };
    const reorder = (state: StackResources) =>
      Object.fromEntries(Object.entries(state).toReversed());
    const one = hashIn(await ask(change));
    assert.ok(one !== undefined);
    assert.equal(hashIn(await ask(turned, { reorder })), one);
  });

  it("is approved for the groups that there are by these names, and not for others", async () => {
    const named = (name: string) => (settings: Settings) => {
      settings.groups["all"] = { name };
    };
    const [one, other] = [await ask(named("Whole Company")), await ask(named("Everybody Else"))];
    assert.ok(hashIn(one) !== undefined);
    assert.notEqual(hashIn(one), hashIn(other));
  });

  it("is approved in one Region only", async () => {
    const change = (settings: Settings) => {
      salesOf(settings).rowRules = [{ group: "mex" }];
    };
    const here = hashIn(await ask(change));
    const state = await deployed(inputsOf(untouched, "us-west-2"));
    const access = { region: "us-west-2" };
    const there = await askAboutData(state, inputsOf(change, "us-west-2"), access);
    assert.ok(here !== undefined && there !== undefined);
    assert.notEqual(hashIn(there), here);
  });

  it("is asked about when it is used by data of the stack that is kept as it is", async () => {
    const two = (settings: Settings) => {
      settings.dataSources["new"] = { ...source, name: "New" };
    };
    await createDataSource(world.client(), "qsgov-default-db");
    await createDataSet(world.client(), "qsgov-default-sales", onDb);
    const change = (settings: Settings) => {
      two(settings);
      settings.dataSources = { new: settings.dataSources["new"] ?? {} };
      salesOf(settings).source = "new";
    };
    assert.equal(await ask(change, { before: two }), "");
    const kept = ({ settings }: TenantInputs) => ({ dataSources: {}, dataSets: settings.dataSets });
    assert.match(
      await ask(change, { before: two, kept }),
      /data-source "Warehouse" \(qsgov-default-db\) would go and 1 asset uses it \(data-set "[^"]*" \(qsgov-default-sales\)\)/,
    );
  });

  it("names what uses it in each Region where the stack has some of it, when the stack goes to another", async () => {
    const build = async (region: string, name: string) => {
      const client = world.clientWith({ region });
      await createDataSource(client, "qsgov-default-db");
      const place = (text: string) => text.replaceAll("eu-west-1", region);
      const there = JSON.parse(place(JSON.stringify(onDb))) as typeof onDb;
      await createDataSet(client, "qsgov-default-sales", there);
      const Definition = JSON.parse(
        place(JSON.stringify(showing("qsgov-default-sales"))),
      ) as ReturnType<typeof showing>;
      const board = { AwsAccountId, DashboardId: `board-${name}`, Name: `Board ${name}` };
      await client.send(new CreateDashboardCommand({ ...board, Definition }));
    };
    await build("eu-west-1", "here");
    await build("us-west-2", "there");
    const reorder = (state: StackResources): StackResources => {
      const far = JSON.stringify(state).replaceAll("eu-west-1", "us-west-2");
      const entries = Object.entries(JSON.parse(far) as StackResources);
      return { ...state, ...Object.fromEntries(entries.map(([urn, one]) => [`${urn}-far`, one])) };
    };
    const refusal = await ask(untouched, { reorder, region: "us-east-2" });
    assert.match(
      refusal,
      /qsgov-default-sales\) would go and 1 asset uses it \(dashboard "Board here"/,
    );
    assert.match(
      refusal,
      /qsgov-default-sales\) would go and 1 asset uses it \(dashboard "Board there"/,
    );
  });

  it("names everything that uses it, however much that is", async () => {
    const client = world.client();
    await createDataSource(client, "qsgov-default-db");
    await createDataSet(client, "qsgov-default-sales", onDb);
    for (let index = 0; index < 12; index += 1) {
      await client.send(
        new CreateDashboardCommand({
          ...{ AwsAccountId, DashboardId: `d${index}`, Name: `Board ${index}` },
          Definition: showing("qsgov-default-sales"),
        }),
      );
    }
    const refusal = await ask((settings) => {
      settings.dataSets = {};
    });
    assert.match(refusal, /12 assets use it/);
    for (let index = 0; index < 12; index += 1) {
      assert.ok(refusal.includes(`"Board ${index}" (d${index})`), `Board ${index}`);
    }
  });
});
