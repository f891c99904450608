import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateAnalysisCommand,
  CreateFolderCommand,
  CreateGroupMembershipCommand,
  DeleteDashboardCommand,
  InvalidNextTokenException,
  InvalidParameterValueException,
  ListDashboardsCommand,
  SearchAnalysesCommand,
  SearchDashboardsCommand,
  SearchDataSetsCommand,
  SearchDataSourcesCommand,
  SearchFoldersCommand,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type {
  DashboardFilterAttribute,
  DashboardSearchFilter,
  QuickSightClient,
  ResourcePermission,
} from "@aws-sdk/client-quicksight";
import {
  actions,
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  personArn,
  sets,
  showing,
} from "./support/assets.ts";
import { createGroups, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const ana = personArn("ana@x.com");
const bob = personArn("bob@x.com");
const critical = arn("group/default/critical");
const grant = (Principal: string, Actions: string[]): ResourcePermission[] => [
  { Principal, Actions },
];

describe("simulator: searches", () => {
  const { client } = simulated();
  const find = async (Name: DashboardFilterAttribute, Value: string) => {
    const Operator = Name === "DASHBOARD_NAME" ? "StringLike" : "StringEquals";
    const { DashboardSummaryList } = await client().send(
      new SearchDashboardsCommand({ AwsAccountId, Filters: [{ Operator, Name, Value }] }),
    );
    return DashboardSummaryList?.map(({ DashboardId }) => DashboardId);
  };
  beforeEach(async () => {
    const MemberName = await register(client(), "ana@x.com", "AUTHOR");
    await register(client(), "bob@x.com", "AUTHOR");
    await createGroups(client(), "critical");
    await client().send(
      new CreateGroupMembershipCommand({ ...inDefault, GroupName: "critical", MemberName }),
    );
    await createDashboard(client(), "a-sole", { Permissions: grant(ana, sets.dashboardOwner) });
    await createDashboard(client(), "b-shared", {
      Permissions: [ana, bob].flatMap((one) => grant(one, sets.dashboardOwner)),
    });
    await createDashboard(client(), "c-viewed", { Permissions: grant(ana, sets.dashboardViewer) });
    await createDashboard(client(), "d-group", {
      Permissions: grant(critical, sets.dashboardOwner),
    });
  });

  it("find dashboards by owner and viewer, directly or through groups", async () => {
    assert.deepEqual(await find("QUICKSIGHT_OWNER", ana), ["a-sole", "b-shared", "d-group"]);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER", ana), ["a-sole", "b-shared"]);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_SOLE_OWNER", ana), ["a-sole"]);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_SOLE_OWNER", critical), ["d-group"]);
    const all = ["a-sole", "b-shared", "c-viewed", "d-group"];
    assert.deepEqual(await find("QUICKSIGHT_VIEWER_OR_OWNER", ana), all);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_VIEWER_OR_OWNER", ana), all.slice(0, 3));
  });

  it("count what comes through folders and those above them, unless they are direct", async () => {
    const own = { AwsAccountId, FolderId: "top", Permissions: grant(critical, sets.folderOwner) };
    await client().send(new CreateFolderCommand(own));
    const viewed = grant(bob, actions("DescribeFolder"));
    await client().send(
      new CreateFolderCommand({
        ...{ AwsAccountId, FolderId: "below", Permissions: viewed },
        ParentFolderArn: arn("folder/top"),
      }),
    );
    await createDashboard(client(), "e-inside", { FolderArns: [arn("folder/below")] });
    assert.deepEqual(await find("QUICKSIGHT_OWNER", critical), ["d-group", "e-inside"]);
    assert.ok((await find("QUICKSIGHT_OWNER", ana))?.includes("e-inside"));
    assert.deepEqual(await find("QUICKSIGHT_OWNER", bob), ["b-shared"]);
    assert.deepEqual(await find("QUICKSIGHT_VIEWER_OR_OWNER", bob), ["b-shared", "e-inside"]);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER", critical), ["d-group"]);
    assert.deepEqual(await find("DIRECT_QUICKSIGHT_VIEWER_OR_OWNER", bob), ["b-shared"]);
    const Filters = [{ Operator: "StringEquals", Name: "QUICKSIGHT_OWNER", Value: ana } as const];
    const folders = await client().send(new SearchFoldersCommand({ AwsAccountId, Filters }));
    assert.deepEqual(
      folders.FolderSummaryList?.map(({ FolderId }) => FolderId),
      ["below", "top"],
    );
  });

  it("find dashboards by a part of their name", async () => {
    assert.deepEqual(await find("DASHBOARD_NAME", "-s"), ["a-sole", "b-shared"]);
  });

  it("refuse an operator that does not fit the filter", async () => {
    const filter = { Operator: "StringEquals", Name: "DASHBOARD_NAME", Value: "a" } as const;
    await refused(
      client().send(new SearchDashboardsCommand({ AwsAccountId, Filters: [filter] })),
      InvalidParameterValueException,
      { status: 400, message: /StringLike/ },
    );
  });
});

describe("simulator: searches that lag behind", () => {
  const { client, reset } = simulated();
  const found = async () => {
    const filter = { Operator: "StringEquals", Name: "DIRECT_QUICKSIGHT_OWNER", Value: ana };
    const { DashboardSummaryList } = await client().send(
      new SearchDashboardsCommand({ AwsAccountId, Filters: [filter as DashboardSearchFilter] }),
    );
    return DashboardSummaryList?.map(({ DashboardId }) => DashboardId);
  };
  const listed = async () => {
    const { DashboardSummaryList } = await client().send(
      new ListDashboardsCommand({ AwsAccountId }),
    );
    return DashboardSummaryList?.map(({ DashboardId }) => DashboardId);
  };

  it("do not know what was made, shared or deleted a moment ago, while lists do", async () => {
    reset({ searchDelayMs: 1_000 });
    await register(client(), "ana@x.com", "AUTHOR");
    await createDashboard(client(), "sales");
    await sleep(1_050);
    await client().send(
      new UpdateDashboardPermissionsCommand({
        ...{ AwsAccountId, DashboardId: "sales" },
        GrantPermissions: grant(ana, sets.dashboardOwner),
      }),
    );
    assert.deepEqual([await found(), await listed()], [[], ["sales"]]);
    await sleep(1_050);
    assert.deepEqual(await found(), ["sales"]);
    await client().send(new DeleteDashboardCommand({ AwsAccountId, DashboardId: "sales" }));
    assert.deepEqual([await found(), await listed()], [["sales"], []]);
    await sleep(1_050);
    assert.deepEqual(await found(), []);
  });
});

/** How one kind is created with permissions, searched, and what makes an owner or a viewer of it. */
interface Searched {
  readonly kind: string;
  readonly owner: string[];
  readonly viewer: string[];
  readonly create: (
    client: QuickSightClient,
    id: string,
    Permissions: ResourcePermission[],
  ) => Promise<unknown>;
  readonly search: (client: QuickSightClient, input: SearchInput) => Promise<Found>;
}

interface SearchInput {
  readonly AwsAccountId: string;
  readonly Filters: { Operator: "StringEquals"; Name: OwnerFilter; Value: string }[];
  readonly MaxResults?: number;
  readonly NextToken?: string | undefined;
}

type OwnerFilter =
  "DIRECT_QUICKSIGHT_OWNER" | "DIRECT_QUICKSIGHT_SOLE_OWNER" | "DIRECT_QUICKSIGHT_VIEWER_OR_OWNER";

interface Found {
  readonly ids: (string | undefined)[] | undefined;
  readonly NextToken: string | undefined;
}

const searched: Searched[] = [
  {
    kind: "dashboards",
    owner: sets.dashboardOwner,
    viewer: sets.dashboardViewer,
    create: (client, id, Permissions) => createDashboard(client, id, { Permissions }),
    search: async (client, input) => {
      const { DashboardSummaryList, NextToken } = await client.send(
        new SearchDashboardsCommand(input),
      );
      return { ids: DashboardSummaryList?.map(({ DashboardId }) => DashboardId), NextToken };
    },
  },
  {
    kind: "analyses",
    owner: actions(
      ...["DescribeAnalysis", "QueryAnalysis", "RestoreAnalysis", "UpdateAnalysisPermissions"],
      ...["DeleteAnalysis", "DescribeAnalysisPermissions", "UpdateAnalysis"],
    ),
    viewer: actions("DescribeAnalysis", "QueryAnalysis"),
    create: (client, AnalysisId, Permissions) =>
      client.send(
        new CreateAnalysisCommand({
          ...{ AwsAccountId, AnalysisId, Name: AnalysisId, Permissions },
          Definition: showing(),
        }),
      ),
    search: async (client, input) => {
      const { AnalysisSummaryList, NextToken } = await client.send(
        new SearchAnalysesCommand(input),
      );
      return { ids: AnalysisSummaryList?.map(({ AnalysisId }) => AnalysisId), NextToken };
    },
  },
  {
    kind: "data sets",
    owner: actions(
      ...["DescribeDataSet", "DescribeDataSetPermissions", "PassDataSet", "DescribeIngestion"],
      ...["ListIngestions", "UpdateDataSet", "DeleteDataSet", "CreateIngestion"],
      ...["CancelIngestion", "UpdateDataSetPermissions"],
    ),
    viewer: sets.dataSetViewer,
    create: (client, id, Permissions) => createDataSet(client, id, { Permissions }),
    search: async (client, input) => {
      const { DataSetSummaries, NextToken } = await client.send(new SearchDataSetsCommand(input));
      return { ids: DataSetSummaries?.map(({ DataSetId }) => DataSetId), NextToken };
    },
  },
  {
    kind: "data sources",
    owner: sets.dataSourceOwner,
    viewer: actions("DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"),
    create: (client, id, Permissions) => createDataSource(client, id, { Permissions }),
    search: async (client, input) => {
      const { DataSourceSummaries, NextToken } = await client.send(
        new SearchDataSourcesCommand(input),
      );
      return { ids: DataSourceSummaries?.map(({ DataSourceId }) => DataSourceId), NextToken };
    },
  },
  {
    kind: "folders",
    owner: sets.folderOwner,
    viewer: actions("DescribeFolder"),
    create: (client, FolderId, Permissions) =>
      client.send(new CreateFolderCommand({ AwsAccountId, FolderId, Permissions })),
    search: async (client, input) => {
      const { FolderSummaryList, NextToken } = await client.send(new SearchFoldersCommand(input));
      return { ids: FolderSummaryList?.map(({ FolderId }) => FolderId), NextToken };
    },
  },
];

for (const { kind, owner, viewer, create, search } of searched) {
  describe(`simulator: searches for ${kind} of a person`, () => {
    const { client } = simulated();
    const byOwner = (Name: OwnerFilter, Value: string): SearchInput => ({
      AwsAccountId,
      Filters: [{ Operator: "StringEquals", Name, Value }],
    });
    beforeEach(async () => {
      await register(client(), "ana@x.com", "AUTHOR");
      await register(client(), "bob@x.com", "AUTHOR");
      await createDataSource(client(), "db");
      const both = [...grant(ana, owner), ...grant(bob, owner)];
      await create(client(), "a-sole", grant(ana, owner));
      await create(client(), "b-shared", both);
      await create(client(), "c-viewed", [...grant(ana, viewer), ...grant(bob, owner)]);
    });

    it("tell sole owners, owners and viewers apart", async () => {
      const find = async (Name: OwnerFilter) => (await search(client(), byOwner(Name, ana))).ids;
      assert.deepEqual(await find("DIRECT_QUICKSIGHT_SOLE_OWNER"), ["a-sole"]);
      assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER"), ["a-sole", "b-shared"]);
      assert.deepEqual(await find("DIRECT_QUICKSIGHT_VIEWER_OR_OWNER"), [
        "a-sole",
        "b-shared",
        "c-viewed",
      ]);
    });

    it("go on page by page, with a token of the same search", async () => {
      const input = { ...byOwner("DIRECT_QUICKSIGHT_OWNER", ana), MaxResults: 1 };
      const first = await search(client(), input);
      const { NextToken } = first;
      const second = await search(client(), { ...input, NextToken });
      assert.deepEqual([first.ids, second.ids], [["a-sole"], ["b-shared"]]);
      assert.equal(second.NextToken, undefined);
      await refused(
        search(client(), { ...byOwner("DIRECT_QUICKSIGHT_OWNER", bob), NextToken }),
        InvalidNextTokenException,
        { status: 400 },
      );
    });
  });
}
