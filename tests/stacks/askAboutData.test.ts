import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CreateDashboardCommand } from "@aws-sdk/client-quicksight";
import { governOf } from "../../core/people/governOf.ts";
import type { Person } from "../../core/people/person.ts";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { askAboutData } from "../../stacks/askAboutData.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { type TenantInputs, tenantStack } from "../../stacks/tenant.ts";
import { collectResources } from "../support/collectResources.ts";
import { arn, createDataSet, createDataSource, showing } from "../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";

const facts = {
  ...{ accountId: AwsAccountId, partition: "aws" },
  ...{ region: "eu-west-1", identityRegion: "us-east-1" },
};
const account = {
  ...{ kind: "account" as const, version: 1 as const, ...facts, namespaces: ["default"] },
  ...{ bucketName: "gov", bucketArn: "arn:aws:s3:::gov", parameterPrefix: "/gov", keyArns: {} },
  federationRoleName: "quicksight-fed-users",
  federationRoleArn: `arn:aws:iam::${AwsAccountId}:role/quicksight-fed-users`,
  dataRoleArn: `arn:aws:iam::${AwsAccountId}:role/data`,
};
const source = {
  ...{ type: "POSTGRESQL", name: "Warehouse", host: "db.x.com", port: 5432, database: "sales" },
  ...{ secret: "db", owners: ["admin"] },
};
const baseSet = {
  ...{ name: "Sales", source: "db", table: { name: "sales" }, owners: ["admin"] },
  ...{ columns: ["country", "segment", "salary", "city"], viewers: ["readers"] },
  rowRules: [
    { group: "usa", values: { country: "USA", segment: ["retail", "online"] } },
    { group: "gbr", values: { country: "GBR" } },
    { group: "all" },
  ],
  columnRules: [{ columns: ["salary"], groups: ["hr"] }],
};
const base = {
  ...{ namespace: "default", account: "organization/quicksight-governance/dev" },
  membership: { file: "data/membership.csv" },
  identity: {} as Record<string, unknown>,
  guard: {} as Record<string, unknown>,
  access: [] as object[],
  groups: {
    ...{ admin: { role: "ADMIN" }, dev: { role: "AUTHOR" }, readers: {}, everybody: {} },
    ...{ usa: {}, gbr: {}, mex: {}, all: {}, hr: {} },
  } as Record<string, object>,
  dataSources: { db: source } as Record<string, Partial<typeof source> & { viewers?: string[] }>,
  dataSets: { sales: baseSet } as Record<string, Partial<typeof baseSet> & object>,
};
type Settings = typeof base;

const person = (session: string, ...groups: string[]): Person => {
  return { session, email: session, role: "READER", groups: ["everybody", ...groups] };
};
const many = (count: number, group: string) =>
  Array.from({ length: count }, (_, index) => person(`${group}${index}@x.com`, "readers", group));
const people = [...many(12, "usa"), ...many(3, "gbr"), ...many(3, "mex"), ...many(2, "all")];

function inputsOf(change: (settings: Settings) => void, region = facts.region): TenantInputs {
  const copy = structuredClone(base);
  change(copy);
  const { settings, problems } = parseTenant(copy);
  assert.deepEqual(problems, []);
  assert.ok(settings !== undefined);
  const place = { ...facts, region };
  const federationRole = account.federationRoleName;
  return {
    ...{ settings, facts: place, account },
    governed: governOf(settings, { ...place, federationRole }, { people, source: "m.csv" }),
    resolved: { grants: [], problems: [], uncertain: [], notices: [], remembered: new Map() },
    ...{ secretArns: new Map<string, string>(), fileVersions: new Map<string, string>() },
    ...{ kept: { dataSources: {}, dataSets: {} }, nativeGroups: new Set<string>() },
  };
}

const rules = "quicksight-governance:tenant:DataSet$quicksight-governance:tenant:RowRules$";

interface Projecting {
  readonly dataTransforms?: readonly {
    readonly projectOperation?: { projectedColumns: string[] };
  }[];
}

/** The columns that QuickSight answers with, where something becomes of those that are read. */
function shownBy({ logicalTableMaps = [] }: { logicalTableMaps?: readonly Projecting[] }) {
  const names = logicalTableMaps[0]?.dataTransforms?.at(-1)?.projectOperation?.projectedColumns;
  return names && { outputColumns: names.map((name) => ({ name, type: "STRING" })) };
}

/** What a state holds once these inputs are deployed: the mocked resources, with the ARNs that QuickSight gives. */
async function deployed(inputs: TenantInputs): Promise<StackResources> {
  const { resources } = await collectResources(() => tenantStack(inputs));
  const place = `arn:aws:quicksight:${inputs.facts.region}:${AwsAccountId}`;
  const real = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value
        .replace(/^arn:mock:aws:quicksight\/dataSet:DataSet\/(.+)$/, `${place}:dataset/qsgov-$1`)
        .replace(
          /^arn:mock:aws:quicksight\/dataSource:DataSource\/(.+)$/,
          `${place}:datasource/qsgov-$1`,
        );
    }
    if (Array.isArray(value)) return value.map(real);
    if (typeof value !== "object" || value === null || "text" in value) return value;
    // Mocks are handed a secret as an object around it; the engine tells what is in it.
    if (pulumi.runtime.specialSigKey in value) return real((value as { value?: unknown }).value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, real(one)]));
  };
  return Object.fromEntries(
    resources.map(({ urn, inputs: own }) => {
      const [type = "", name = ""] = urn.split("::").slice(-2);
      const shortType = type.split("$").at(-1) ?? type;
      const outputs = real({ ...own, ...shownBy(own), arn: `arn:mock:${shortType}/${name}` });
      // A mocked URN has the type of one parent; the engine's have all.
      const ofRules = urn.replace(
        /::(quicksight-governance:tenant:DataFile\$.+-rules)$/,
        (_, end: string) => `::${rules}${end}`,
      );
      return [ofRules, { type: shortType, outputs: outputs as Record<string, unknown> }];
    }),
  );
}

describe("what a run would open, or take, of a tenant's data", () => {
  const world = simulated();
  const untouched = () => undefined;
  const InputColumns = [{ Name: "country", Type: "STRING" as const }];
  const DataSourceArn = arn("datasource/qsgov-default-db");
  const onDb = {
    PhysicalTableMap: { t: { RelationalTable: { DataSourceArn, Name: "t", InputColumns } } },
  };

  /** What the guard says when a tenant is changed so. */
  async function ask(
    change: (settings: Settings) => void,
    {
      before = untouched,
      reorder = (state) => state,
      region,
      kept,
    }: {
      before?: (settings: Settings) => void;
      reorder?: (state: StackResources) => StackResources;
      region?: string;
      kept?: (inputs: TenantInputs) => TenantInputs["kept"];
    } = {},
  ): Promise<string> {
    const state = reorder(await deployed(inputsOf(before)));
    const inputs = inputsOf(change, region);
    const connection = {
      ...{ region: inputs.facts.region, endpoint: world.url() },
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
    const keeping =
      kept === undefined
        ? inputs
        : { ...inputs, kept: kept(inputs), settings: { ...inputs.settings, dataSets: {} } };
    return (await askAboutData(state, keeping, connection)) ?? "";
  }
  const salesOf = (settings: Settings) => {
    const { sales } = settings.dataSets;
    assert.ok(sales?.rowRules !== undefined && sales.columnRules !== undefined);
    return sales as typeof baseSet;
  };
  const hashIn = (refusal: string) => new RegExp(`${approvalVariable}=(\\w+)`).exec(refusal)?.[1];

  describe("groups", () => {
    const owned = (settings: Settings) => {
      salesOf(settings).owners = ["admin", "dev"];
    };

    it("are the same by their names in the settings, when all get another prefix", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
      };
      assert.equal(await ask(change, { before: owned }), "");
    });

    it("are the same when one keeps its name in QuickSight while the prefix changes", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
        settings.groups["all"] = { name: "quicksight-fed-all" };
      };
      assert.equal(await ask(change, { before: owned }), "");
    });

    it("are others with another name in the settings, also when the prefix changes with it", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
        settings.groups["leads"] = { role: "AUTHOR" };
        salesOf(settings).owners = ["admin", "leads"];
      };
      assert.match(await ask(change, { before: owned }), /group leads would own it/);
    });

    it("are others under an explicit name that is another group of QuickSight", async () => {
      const change = (settings: Settings) => {
        settings.groups["all"] = { name: "Whole Company" };
      };
      assert.match(
        await ask(change),
        /data-set "Sales" \(qsgov-default-sales\): group all would see all rows/,
      );
    });
  });

  describe("rows", () => {
    it("may be seen by few more people unasked", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules.push({ group: "mex", values: { country: "MEX" } });
      };
      assert.equal(await ask(change), "");
      const more = (settings: Settings) => {
        const [, gbr] = salesOf(settings).rowRules;
        Object.assign(gbr ?? {}, { values: { country: ["GBR", "IRL"] } });
      };
      assert.equal(await ask(more), "");
    });

    it("are asked about when more people would see more of them than guard.promotions lets", async () => {
      const change = (settings: Settings) => {
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: ["USA", "CAN"], segment: "retail" } });
      };
      const refusal = await ask(change);
      assert.match(
        refusal,
        /data-set "Sales" \(qsgov-default-sales\): 12 of 20 people would see rows or columns that they do not see now; the limit is 5 \(guard\.promotions: 25 %/,
      );
      assert.match(refusal, /group usa would see more rows: country CAN and segment retail/);
      const generous = (settings: Settings) => {
        change(settings);
        settings.guard["promotions"] = { percent: 80 };
      };
      assert.equal(await ask(generous), "");
    });

    it("that a person sees already, by another group or as an owner, are no more rows", async () => {
      const both = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules.push(
          { group: "everybody", values: { country: ["USA", "GBR", "MEX"] } } as never,
          { group: "readers", values: { city: "Paris" } } as never,
        );
      };
      const change = (settings: Settings) => {
        both(settings);
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: ["USA", "MEX"], segment: "retail" } });
      };
      assert.equal(await ask(change, { before: both }), "");
    });

    it("are the same when rules are written in another way", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules = [
          { group: "all" },
          { group: "usa", values: { segment: "online", country: "USA" } },
          { group: "gbr", values: { country: ["GBR", "GBR"] } },
          { group: "usa", values: { country: "USA", segment: "retail" } },
        ] as never;
      };
      assert.equal(await ask(change), "");
    });

    it("are asked about when a rule limits a column no more, however few see it", async () => {
      const change = (settings: Settings) => {
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: "USA" } });
        settings.guard["promotions"] = { percent: 100, atMost: 1000 };
      };
      assert.match(
        await ask(change),
        /group usa would see rows that nothing limits in segment: country USA and segment all but online, retail.*\[rows-opened\]/,
      );
    });

    it("are asked about when they are limited by another column", async () => {
      const change = (settings: Settings) => {
        const [, gbr] = salesOf(settings).rowRules;
        Object.assign(gbr ?? {}, { values: { city: "London" } });
      };
      assert.match(await ask(change), /group gbr would see rows that nothing limits in country/);
    });
  });

  describe("columns", () => {
    it("are asked about when a rule lets more people see one than guard.promotions lets", async () => {
      const change = (group: string) => (settings: Settings) => {
        salesOf(settings).columnRules = [{ columns: ["salary"], groups: ["hr", group] }];
      };
      assert.equal(await ask(change("gbr")), "");
      const refusal = await ask(change("usa"));
      assert.match(refusal, /12 of 20 people would see rows or columns/);
      assert.match(refusal, /group usa would see column salary/);
    });

    it("are asked about when a label goes from them, or lets more people see them, as with rules", async () => {
      const labelled =
        (label: object, ...groups: string[]) =>
        (settings: Settings) => {
          const sales = salesOf(settings);
          sales.columns = ["country", "segment", { name: "salary", ...label } as never, "city"];
          Reflect.deleteProperty(sales, "columnRules");
          if (groups.length > 0) Object.assign(settings, { labels: { pay: { groups } } });
        };
      const before = labelled({ label: "pay" }, "hr", "admin");
      // Whether a rule or a label says it is the same.
      const rule = (settings: Settings) => {
        salesOf(settings).columnRules = [{ columns: ["salary"], groups: ["admin", "hr"] }];
      };
      assert.equal(await ask(rule, { before }), "");
      assert.equal(await ask(labelled({ label: "pay" }, "admin", "gbr", "hr"), { before }), "");
      const widened = await ask(labelled({ label: "pay" }, "hr", "admin", "usa"), { before });
      assert.match(widened, /group usa would see column salary/);
      const opened = await ask(labelled({}), { before });
      assert.match(opened, /everybody who may use it would see salary; the limit is 0/);
    });

    it("may get another name in data and rule alike", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.columns = ["country", "segment", "pay", "city"];
        sales.columnRules = [{ columns: ["pay"], groups: ["hr"] }];
      };
      assert.equal(await ask(change), "");
    });

    it("may go, and are asked about when another one without a rule comes in their place", async () => {
      const change = (column: string[]) => (settings: Settings) => {
        const sales = salesOf(settings);
        sales.columns = ["country", "segment", ...column, "city"];
        Reflect.deleteProperty(sales, "columnRules");
      };
      assert.equal(await ask(change([])), "");
      assert.match(
        await ask(change(["pay"])),
        /everybody who may use it would see pay, which may be salary by another name; the limit is 0 \(columnRules, labels\)/,
      );
    });

    /** The sales with other columns, and what is worked out from them. */
    const columns =
      (read: object[], calculated: Record<string, string> = {}, more: object = {}) =>
      (settings: Settings) => {
        const all = Object.entries(calculated).map(([name, expression]) => [
          name,
          { expression, type: "STRING" },
        ]);
        const sales = { columns: read, calculated: Object.fromEntries(all) as object, ...more };
        Object.assign(salesOf(settings), sales);
      };
    const [country, segment, salary, city] = ["country", "segment", "salary", "city"].map(
      (name) => ({ name }),
    );
    const others = [{ ...country }, { ...segment }, { ...city }];

    it("are known by what they are where another one takes the name that a rule is about", async () => {
      const pay = [...others, { ...salary, as: "pay" }];
      const opened = /everybody who may use it would see pay, which was salary; the limit is 0/;
      assert.match(await ask(columns(pay, { salary: "'none'" })), opened);
      const band = [...pay, { name: "band", as: "salary" }];
      assert.match(await ask(columns(band)), opened);
      const ruled = { columnRules: [{ columns: ["pay", "salary"], groups: ["hr"] }] };
      assert.equal(await ask(columns(band, {}, ruled)), "");
      assert.equal(await ask(columns(band, {}, ruled), { before: columns(band, {}, ruled) }), "");
      assert.match(
        await ask(columns(band), { before: columns(band, {}, ruled) }),
        /everybody who may use it would see pay; the limit is 0/,
      );
    });

    it("are asked about where one that everybody sees is worked out from one that a rule kept", async () => {
      const read = [...others, { ...salary }];
      const before = columns(read, { pay: "'none'" });
      const columnRules = undefined;
      const hidden = [...others, { ...salary, output: false }];
      assert.match(
        await ask(columns(hidden, { pay: "concat({salary}, '')" }, { columnRules }), { before }),
        /everybody who may use it would see pay, which may be salary by another name/,
      );
      assert.equal(await ask(columns(hidden, { pay: "'none'" }, { columnRules }), { before }), "");
    });

    it("limit rows as before under another name, and are asked about where another one takes theirs", async () => {
      const rulesBy = (name: string) => ({
        rowRules: [
          { group: "usa", values: { [name]: "USA", segment: ["retail", "online"] } },
          { group: "gbr", values: { [name]: "GBR" } },
          { group: "all" },
        ],
      });
      const land = [{ ...country, as: "land" }, { ...segment }, { ...salary }, { ...city }];
      assert.equal(await ask(columns(land, {}, rulesBy("land"))), "");
      const swapped = [
        { ...country, as: "land" },
        { ...segment },
        { ...salary },
        { ...city, as: "country" },
      ];
      const free = /group gbr would see rows that nothing limits in land/;
      assert.match(await ask(columns(swapped)), free);
      const without = [{ ...segment }, { ...salary }, { ...city, as: "country" }];
      assert.match(
        await ask(columns(without)),
        /group gbr would see rows that nothing limits in country \(as it was\)/,
      );
      const worked = (expression: string, place = "country") =>
        columns(
          [...others, { ...salary }],
          { area: expression, place: `{${place}}` },
          rulesBy("area"),
        );
      const before = worked("ifelse(country = 'USA', 'USA', 'GBR')");
      assert.equal(await ask(before, { before }), "");
      assert.match(
        await ask(worked("ifelse(city = 'USA', 'USA', 'GBR')"), { before }),
        /group gbr would see rows that nothing limits in area \(as it was\)/,
      );
      const through = "ifelse(place = 'USA', 'USA', 'GBR')";
      assert.match(
        await ask(worked(through, "city"), { before: worked(through) }),
        /group gbr would see rows that nothing limits in area \(as it was\)/,
      );
    });
  });

  describe("rules by tags of a session", () => {
    const tagged =
      (tagRules: object | undefined, more: object = {}) =>
      (settings: Settings) => {
        const { rowRules: _, columnRules: __, ...open } = baseSet;
        settings.dataSets = { sales: { ...open, ...(tagRules && { tagRules }), ...more } };
      };
    const customer = { column: "city", delimiter: ",", matchAll: "all-of-it" };
    const { matchAll: _, ...limited } = customer;
    const before = tagged({ customer });

    it("are named and asked about when they let sessions see more", async () => {
      const kept = "rows that tag customer keeps from them";
      const changes: [object | undefined, string][] = [
        [undefined, kept],
        [{ segment: { column: "segment" } }, kept],
        [
          { customer: { ...customer, column: "country" } },
          "rows by column country that tag customer keeps from them",
        ],
        [{ customer: { ...customer, matchAll: "*" } }, "all rows by another value of tag customer"],
        [
          { customer: { ...customer, delimiter: "|" } },
          "rows by values of tag customer that are parted in another way",
        ],
      ];
      for (const [tags, seen] of changes) {
        const refusal = await ask(tagged(tags), { before });
        const sentence = `sessions without a user would see ${seen} (city); the limit is 0 (tagRules)`;
        assert.ok(refusal.includes(sentence), `${sentence}: ${refusal}`);
        assert.ok(!refusal.includes("all-of-it"));
      }
      const given = await ask(tagged({ customer }), { before: tagged({ customer: limited }) });
      assert.match(given, /would see all rows by another value of tag customer/);
    });

    it("may come, and get narrower, and an owner or a reader of the data source opens nothing that was closed", async () => {
      const more = { segment: { column: "segment" }, customer };
      assert.equal(await ask(tagged(more), { before }), "");
      assert.equal(await ask(tagged({ customer: { column: "city" } }), { before }), "");
      assert.equal(await ask(before, { before: tagged(undefined) }), "");
      assert.equal(await ask(tagged({ customer }, { owners: ["admin", "dev"] }), { before }), "");
      const reach = (settings: Settings) => {
        before(settings);
        settings.dataSources = { db: { ...source, viewers: ["dev"] } };
      };
      assert.equal(await ask(reach, { before }), "");
    });

    it("are missed by a data set that comes in the place of one that has them", async () => {
      const change = (settings: Settings) => {
        const { rowRules: __, columnRules: ___, ...open } = baseSet;
        settings.dataSets = { revenue: { ...open, name: "Revenue" } };
      };
      assert.match(
        await ask(change, { before }),
        /in place of data-set "Sales" .*: sessions without a user would see rows that tag customer keeps from them/,
      );
    });
  });

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
