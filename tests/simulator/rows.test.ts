import assert from "node:assert/strict";
import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  CreateGroupMembershipCommand,
  CreateIngestionCommand,
  type RowLevelPermissionDataSet,
} from "@aws-sdk/client-quicksight";
import {
  actions,
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  type DataSetInput,
  personArn,
  sets,
  showing,
  table,
} from "./support/assets.ts";
import { createGroups, federationRole, register } from "./support/people.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const data = [
  ["region", "amount"],
  ["EMEA", "1"],
  ["emea", "2"],
  ["AMER, North", "3"],
  [" APAC", "4"],
  ["", "5"],
];

interface Answer {
  readonly Opened: boolean;
  readonly Reason?: string;
  readonly AllRows?: string;
  readonly Hidden: readonly string[];
  readonly NotEvaluated: readonly string[];
  readonly Rows: readonly (readonly string[])[];
}

describe("simulator: what a person reads of a data set", () => {
  const { client, control } = simulated();
  const ana = personArn("ana@x.com");
  const viewer = (principal: string) => ({
    Permissions: [{ Principal: principal, Actions: sets.dataSetViewer }],
  });
  const give = async (DataSet: string, Rows: readonly (readonly string[])[]) => {
    assert.equal((await control("POST", "/_sim/rows", { DataSet, Rows })).status, 200);
  };
  const read = async (dataSet = "sales", person = "ana@x.com") => {
    const query = new URLSearchParams({ dataSet, user: `${federationRole}/${person}` });
    const { status, body } = await control("GET", `/_sim/rows?${query.toString()}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body as Answer;
  };
  /** Values of the last column of what somebody reads. */
  const amounts = async (dataSet?: string, person?: string) =>
    (await read(dataSet, person)).Rows.slice(1).map((row) => row.at(-1));
  const createRules = async (
    rows: readonly (readonly string[])[],
    rules: Partial<RowLevelPermissionDataSet> = {},
    more: DataSetInput = viewer(ana),
  ) => {
    await createDataSet(client(), "rules", { ...table(...(rows[0] ?? [])), UseAs: "RLS_RULES" });
    await give("rules", rows);
    await createDataSet(client(), "sales", {
      ...more,
      RowLevelPermissionDataSet: {
        ...{ Arn: arn("dataset/rules"), PermissionPolicy: "GRANT_ACCESS" },
        ...{ FormatVersion: "VERSION_2", ...rules },
      },
    });
    await give("sales", data);
  };
  const byUser = (...fields: string[]) => [
    ["UserARN", "region"],
    ...fields.map((one) => [ana, one]),
  ];

  beforeEach(async () => {
    await createDataSource(client(), "db");
    await createGroups(client(), "emea", "Emea");
    for (const email of ["ana@x.com", "bo@x.com"]) await register(client(), email);
    const member = { ...inDefault, MemberName: `${federationRole}/ana@x.com` };
    await client().send(new CreateGroupMembershipCommand({ ...member, GroupName: "emea" }));
  });

  it("is nothing where they can open neither it nor what shows it", async () => {
    await createDataSet(client(), "sales");
    await give("sales", data);
    const { Opened, Reason, Rows } = await read();
    assert.deepEqual([Opened, Rows], [false, []]);
    assert.match(Reason ?? "", /ana@x.com can open neither/);
    const Permissions = [{ Principal: ana, Actions: sets.dashboardViewer }];
    await createDashboard(client(), "shown", { Definition: showing("sales"), Permissions });
    assert.deepEqual((await read()).Rows, data);
  });

  it("is everything without rules, or with rules that are off", async () => {
    await createRules(byUser("EMEA"), { Status: "DISABLED" });
    const { Rows, AllRows } = await read();
    assert.deepEqual(Rows, data);
    assert.match(AllRows ?? "", /DISABLED/);
  });

  it("is what any rule of theirs or of a group of theirs matches, to the letter", async () => {
    await createRules([
      ["UserARN", "GroupARN", "region"],
      [ana, "", "EMEA"],
      ["", arn("group/default/emea"), " APAC"],
      ["", arn("group/default/Emea"), "emea"],
    ]);
    assert.deepEqual(await amounts(), ["1", "4"]);
  });

  it("is nothing where no rule is for them, and everything where one has no values", async () => {
    await createRules([
      ["GroupARN", "region"],
      [arn("group/default/Emea"), "EMEA"],
    ]);
    assert.deepEqual(await amounts(), []);
    await give("rules", [
      ["GroupARN", "region"],
      [arn("group/default/emea"), ""],
    ]);
    assert.deepEqual(await amounts(), ["1", "2", "3", "4", "5"]);
  });

  it("goes by several values between commas, and by one with a comma in quotes", async () => {
    await createRules(byUser("EMEA,emea"));
    assert.deepEqual(await amounts(), ["1", "2"]);
    await give("rules", byUser("AMER, North"));
    assert.deepEqual(await amounts(), []);
    await give("rules", byUser('"AMER, North",EMEA'));
    assert.deepEqual(await amounts(), ["1", "3"]);
  });

  it("needs the values of every column of one rule", async () => {
    await createRules([
      ["UserARN", "region", "amount"],
      [ana, "EMEA", "2"],
      [ana, "emea", "2"],
      [ana, "", "5"],
    ]);
    assert.deepEqual(await amounts(), ["2", "5"]);
  });

  it("goes by names in the namespace of the rules where these are of version 1", async () => {
    const byName = [
      ["UserName", "GroupName", "region"],
      [`${federationRole}/ana@x.com`, "", "EMEA"],
      ["", "emea", "emea"],
    ];
    await createRules(byName, { FormatVersion: "VERSION_1", Namespace: "default" });
    assert.deepEqual(await amounts(), ["1", "2"]);
  });

  it("is of another namespace than the rules are: nothing", async () => {
    const byName = [
      ["UserName", "region"],
      [`${federationRole}/ana@x.com`, ""],
    ];
    await createRules(byName, { FormatVersion: "VERSION_1", Namespace: "elsewhere" });
    assert.deepEqual(await amounts(), []);
  });

  it("is every row and column for owners, directly or by a folder above", async () => {
    const columns = {
      ColumnLevelPermissionRules: [{ Principals: [ana], ColumnNames: ["amount"] }],
    };
    await createRules(byUser(), {}, { ...viewer(personArn("bo@x.com")), ...columns });
    assert.deepEqual((await read("sales", "bo@x.com")).Hidden, ["amount"]);
    const top = { AwsAccountId, FolderId: "top", Name: "top" };
    const Permissions = [
      { Principal: personArn("bo@x.com"), Actions: [...sets.folderOwner] },
      { Principal: ana, Actions: actions("DescribeFolder") },
    ];
    await client().send(new CreateFolderCommand({ ...top, Permissions }));
    const ParentFolderArn = arn("folder/top");
    const inner = { AwsAccountId, FolderId: "in", Name: "in", ParentFolderArn };
    await client().send(new CreateFolderCommand(inner));
    const member = { MemberId: "sales", MemberType: "DATASET" } as const;
    await client().send(
      new CreateFolderMembershipCommand({ AwsAccountId, FolderId: "in", ...member }),
    );
    const owner = await read("sales", "bo@x.com");
    assert.deepEqual([owner.Rows, owner.Hidden], [data, []]);
    assert.match(owner.AllRows ?? "", /owner/);
    // Who may only open the folder sees what rules give.
    assert.deepEqual(await amounts(), []);
  });

  it("has the columns that a rule names for them or a group of theirs, and those of no rule", async () => {
    const Principals = [arn("group/default/emea")];
    await createDataSet(client(), "sales", {
      Permissions: [
        ...viewer(ana).Permissions,
        { Principal: personArn("bo@x.com"), Actions: sets.dataSetViewer },
      ],
      ColumnLevelPermissionRules: [
        { Principals, ColumnNames: ["amount"] },
        { Principals: [arn("group/default/Emea")], ColumnNames: ["amount"] },
      ],
    });
    await give("sales", data);
    assert.deepEqual((await read()).Hidden, []);
    const { Hidden, Rows } = await read("sales", "bo@x.com");
    assert.deepEqual([Hidden, Rows[0], Rows[1]], [["amount"], ["region"], ["EMEA"]]);
  });

  it("goes by the rules as they were last loaded", async () => {
    await createRules(byUser("EMEA"));
    const SPICE = {
      ...table("UserARN", "region"),
      ImportMode: "SPICE",
      UseAs: "RLS_RULES",
    } as const;
    await createDataSet(client(), "loaded", SPICE);
    await createDataSet(client(), "followed", {
      ...viewer(ana),
      RowLevelPermissionDataSet: {
        ...{ Arn: arn("dataset/loaded"), PermissionPolicy: "GRANT_ACCESS" },
        FormatVersion: "VERSION_2",
      },
    });
    await give("followed", data);
    const load = (IngestionId: string) =>
      client().send(new CreateIngestionCommand({ AwsAccountId, DataSetId: "loaded", IngestionId }));
    await give("loaded", byUser("EMEA"));
    assert.deepEqual(await amounts("followed"), []);
    await load("one");
    assert.deepEqual(await amounts("followed"), ["1"]);
    await give("loaded", byUser("emea"));
    assert.deepEqual(await amounts("followed"), ["1"]);
    await load("two");
    assert.deepEqual(await amounts("followed"), ["2"]);
  });

  it("cannot be read by who has more than 999 rules", async () => {
    const many = (count: number) =>
      byUser(...Array.from({ length: count }, (_, index) => (index === 0 ? "EMEA" : `r${index}`)));
    await createRules(many(999));
    assert.deepEqual(await amounts(), ["1"]);
    await give("rules", many(1000));
    const { Opened, Reason } = await read();
    assert.deepEqual(
      [Opened, Reason],
      [false, "1000 rules are for them; 999 are applied at most."],
    );
  });

  it("follows renames and projections, and says what it does not work out", async () => {
    const LogicalTableMap = {
      l: {
        Alias: "l",
        Source: { PhysicalTableId: "t" },
        DataTransforms: [
          { RenameColumnOperation: { ColumnName: "region", NewColumnName: "area" } },
          {
            CreateColumnsOperation: {
              Columns: [{ ColumnName: "more", ColumnId: "more", Expression: "1 + 1" }],
            },
          },
          { ProjectOperation: { ProjectedColumns: ["area", "more"] } },
        ],
      },
    };
    await createDataSet(client(), "sales", { ...viewer(ana), LogicalTableMap });
    await give("sales", data);
    const { Rows, NotEvaluated } = await read();
    assert.deepEqual(Rows[0], ["area", "more"]);
    assert.deepEqual(Rows[1], ["EMEA", ""]);
    assert.deepEqual(NotEvaluated, ["column more: 1 + 1"]);
  });

  it("of a child is what its own rules let through, and every row of its parent without: that the parent's hold as well AWS says nowhere", async () => {
    await createRules(byUser("EMEA", "emea"));
    const LogicalTableMap = { l: { Alias: "l", Source: { DataSetArn: arn("dataset/sales") } } };
    await createDataSet(client(), "child", {
      ...{ ...viewer(ana), PhysicalTableMap: {}, LogicalTableMap },
    });
    assert.deepEqual(await amounts("sales"), ["1", "2"]);
    assert.deepEqual(
      await amounts("child"),
      data.slice(1).map((row) => row.at(-1)),
    );
  });

  it("of a session without a user goes by its tags, all of them or one set, several values, and the value for all", async () => {
    const asSession = async (dataSet: string, tags: object) => {
      const query = new URLSearchParams({ dataSet, tags: JSON.stringify(tags) });
      const { status, body } = await control("GET", `/_sim/rows?${query.toString()}`);
      assert.equal(status, 200, JSON.stringify(body));
      return (body as Answer).Rows.slice(1).map((row) => row.at(-1));
    };
    const TagRules = [
      {
        ...{ TagKey: "place", ColumnName: "region" },
        ...{ TagMultiValueDelimiter: ";", MatchAllValue: "*" },
      },
      { TagKey: "count", ColumnName: "amount" },
    ];
    const make = async (id: string, more: object) => {
      const RowLevelPermissionTagConfiguration = { Status: "ENABLED" as const, TagRules, ...more };
      await createDataSet(client(), id, {
        ...{ ...table("region", "amount"), RowLevelPermissionTagConfiguration },
      });
      await give(id, data);
    };
    await make("both", {});
    assert.deepEqual(await asSession("both", { place: "EMEA", count: "1" }), ["1"]);
    assert.deepEqual(await asSession("both", { place: "EMEA;emea", count: "2" }), ["2"]);
    assert.deepEqual(await asSession("both", { place: "EMEA", count: "2" }), []);
    assert.deepEqual(await asSession("both", { place: "EMEA" }), []);
    assert.deepEqual(await asSession("both", { place: "*", count: "4" }), ["4"]);
    await make("either", { TagRuleConfigurations: [["place"], ["count"]] });
    assert.deepEqual(await asSession("either", { place: "EMEA;emea", count: "4" }), [
      "1",
      "2",
      "4",
    ]);
    await make("off", { Status: "DISABLED" });
    assert.equal((await asSession("off", {})).length, 5);
  });

  it("says that no rows are known where nobody gave any", async () => {
    await createDataSet(client(), "sales", viewer(ana));
    const { Opened, Rows, NotEvaluated } = await read();
    assert.deepEqual([Opened, Rows], [true, []]);
    assert.deepEqual(NotEvaluated, ["no rows of data set sales are known"]);
  });

  it("is asked with what is there", async () => {
    const { status, body } = await control("GET", "/_sim/rows?dataSet=none&user=x");
    assert.deepEqual([status, body], [400, { error: "DataSet none not found." }]);
    await createDataSet(client(), "sales");
    assert.deepEqual((await control("GET", "/_sim/rows?dataSet=sales&user=x")).body, {
      error: "User x not found in namespace default.",
    });
  });
});
