import assert from "node:assert/strict";
import {
  CreateNamespaceCommand,
  DeleteUserCommand,
  DescribeAnalysisPermissionsCommand,
  DescribeDashboardPermissionsCommand,
  DescribeDataSetPermissionsCommand,
  DescribeDataSourcePermissionsCommand,
  CreateAnalysisCommand,
  InvalidParameterValueException,
  UpdateAnalysisPermissionsCommand,
  UpdateDashboardPermissionsCommand,
  UpdateDataSetPermissionsCommand,
  UpdateDataSourcePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type {
  UpdateDashboardPermissionsCommandInput,
  UpdateDataSetPermissionsCommandInput,
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
import { createGroups, federationRole, register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

const ana = personArn("ana@x.com");
const bob = personArn("bob@x.com");
const critical = arn("group/default/critical");
const kpi = { AwsAccountId, DashboardId: "kpi" };
const grant = (Principal: string, Actions: string[]) => [{ Principal, Actions }];
const wrong = (call: Promise<unknown>, message: string | RegExp) =>
  refused(call, InvalidParameterValueException, { status: 400, message });

describe("simulator: permissions", () => {
  const { client } = simulated();
  const permissionsOf = async () =>
    (await client().send(new DescribeDashboardPermissionsCommand(kpi))).Permissions;
  const change = (changes: Partial<UpdateDashboardPermissionsCommandInput>) =>
    client().send(new UpdateDashboardPermissionsCommand({ ...kpi, ...changes }));
  beforeEach(async () => {
    await register(client(), "ana@x.com", "AUTHOR");
    await register(client(), "bob@x.com", "READER");
    await createGroups(client(), "critical");
  });

  it("are granted and revoked", async () => {
    await createDashboard(client(), "kpi", { Permissions: grant(ana, sets.dashboardOwner) });
    await change({ GrantPermissions: grant(critical, sets.dashboardViewer) });
    const { Permissions } = await change({ RevokePermissions: grant(ana, sets.dashboardOwner) });
    assert.deepEqual(Permissions, grant(critical, sets.dashboardViewer));
    assert.deepEqual(await permissionsOf(), Permissions);
  });

  it("are lowered by revoking the whole set and granting the smaller one in one call", async () => {
    await createDashboard(client(), "kpi", { Permissions: grant(ana, sets.dashboardOwner) });
    const { Permissions } = await change({
      RevokePermissions: grant(ana, sets.dashboardOwner),
      GrantPermissions: grant(ana, sets.dashboardViewer),
    });
    assert.deepEqual(Permissions, grant(ana, sets.dashboardViewer));
  });

  it("are refused unless a set is whole, in the words of AWS, and then nothing changes", async () => {
    await createDashboard(client(), "kpi", { Permissions: grant(ana, sets.dashboardOwner) });
    const before = await permissionsOf();
    await wrong(
      change({
        RevokePermissions: grant(ana, sets.dashboardOwner),
        GrantPermissions: grant(bob, actions("DescribeDashboard", "QueryDashboard")),
      }),
      "ResourcePermission list contains unsupported permission sets " +
        "[quicksight:DescribeDashboard, quicksight:QueryDashboard] for this resource. Valid sets : " +
        "[quicksight:DescribeDashboard, quicksight:ListDashboardVersions, quicksight:QueryDashboard] or " +
        "[quicksight:DescribeDashboard, quicksight:ListDashboardVersions, quicksight:QueryDashboard, " +
        "quicksight:UpdateDashboardPermissions, quicksight:UpdateDashboard, quicksight:DeleteDashboard, " +
        "quicksight:UpdateDashboardPublishedVersion, quicksight:DescribeDashboardPermissions]",
    );
    await wrong(
      change({ RevokePermissions: grant(ana, actions("QueryDashboard")) }),
      "Resultant state of ResourcePermissions on this resource is not supported",
    );
    assert.deepEqual(await permissionsOf(), before);
  });

  it("stay behind when the person is deleted, and can still be revoked", async () => {
    const Permissions = grant(bob, sets.dashboardViewer);
    await createDashboard(client(), "kpi", { Permissions });
    await client().send(
      new DeleteUserCommand({ ...inDefault, UserName: `${federationRole}/bob@x.com` }),
    );
    assert.deepEqual(await permissionsOf(), Permissions);
    await wrong(change({ GrantPermissions: Permissions }), /does not exist/);
    await change({ RevokePermissions: Permissions });
    assert.deepEqual(await permissionsOf(), []);
  });

  it("are for principals of any namespace that exists", async () => {
    const IdentityStore = "QUICKSIGHT";
    await client().send(
      new CreateNamespaceCommand({ AwsAccountId, Namespace: "acme", IdentityStore }),
    );
    await createDashboard(client(), "kpi", {
      Permissions: grant(arn("namespace/acme"), sets.dashboardViewer),
    });
    for (const principal of ["namespace/nobody", "group/acme/critical", "user/default/x", "x"]) {
      const GrantPermissions = grant(arn(principal), sets.dashboardViewer);
      await wrong(change({ GrantPermissions }), /does not exist/);
    }
  });

  it("let a whole namespace open the link, and only view", async () => {
    await createDashboard(client(), "kpi");
    const everyone = grant(arn("namespace/default"), sets.dashboardViewer);
    const { LinkSharingConfiguration } = await change({ GrantLinkPermissions: everyone });
    assert.deepEqual(LinkSharingConfiguration?.Permissions, everyone);
    await wrong(change({ GrantLinkPermissions: grant(ana, sets.dashboardViewer) }), /is a user/);
    await wrong(
      change({ GrantLinkPermissions: grant(arn("namespace/default"), sets.dashboardOwner) }),
      /unsupported permission sets/,
    );
    const revoked = await change({ RevokeLinkPermissions: everyone });
    assert.equal(revoked.LinkSharingConfiguration, undefined);
  });

  it("to data are not for namespaces, and readers can't own data", async () => {
    await createDataSource(client(), "db", { Permissions: grant(ana, sets.dataSourceOwner) });
    await createDataSet(client(), "sales", { Permissions: grant(bob, sets.dataSetViewer) });
    const source = { AwsAccountId, DataSourceId: "db" };
    const update = (Principal: string) =>
      client().send(
        new UpdateDataSourcePermissionsCommand({
          ...source,
          GrantPermissions: grant(Principal, sets.dataSourceOwner),
        }),
      );
    await update(critical);
    await wrong(update(arn("namespace/default")), /is a namespace/);
    await wrong(update(bob), /is a reader/);
    const shown = await client().send(new DescribeDataSourcePermissionsCommand(source));
    assert.equal(shown.Permissions?.length, 2);
    const set = { AwsAccountId, DataSetId: "sales" };
    const RevokePermissions = grant(bob, sets.dataSetViewer);
    await client().send(new UpdateDataSetPermissionsCommand({ ...set, RevokePermissions }));
    const { Permissions } = await client().send(new DescribeDataSetPermissionsCommand(set));
    assert.deepEqual(Permissions, []);
  });

  describe("to a data set", () => {
    const set = { AwsAccountId, DataSetId: "sales" };
    const owner = actions(
      ...["UpdateDataSet", "DeleteDataSet", "CreateIngestion", "CancelIngestion"],
      "UpdateDataSetPermissions",
    );
    const reading = actions(
      ...["DescribeRefreshSchedule", "ListRefreshSchedules", "DescribeDataSetRefreshProperties"],
    );
    const writing = actions(
      ...["CreateRefreshSchedule", "UpdateRefreshSchedule", "DeleteRefreshSchedule"],
      ...["PutDataSetRefreshProperties", "DeleteDataSetRefreshProperties"],
    );
    const viewer = sets.dataSetViewer;
    const create = (Actions: string[], principal = ana) =>
      createDataSet(client(), "sales", { Permissions: grant(principal, Actions) });
    const update = (changes: Partial<UpdateDataSetPermissionsCommandInput>) =>
      client().send(new UpdateDataSetPermissionsCommand({ ...set, ...changes }));
    const unsupported = "Resultant state of ResourcePermissions on this resource is not supported";
    beforeEach(() => createDataSource(client(), "db"));

    for (const Actions of [
      viewer,
      [...viewer, ...reading.slice(0, 2)],
      [...viewer, ...owner],
      [...viewer, ...owner, ...reading.slice(0, 2), ...writing.slice(0, 3)],
      [...viewer, ...owner, ...reading, ...writing.slice(0, 3)],
      [...viewer, ...owner, ...reading, ...writing],
    ]) {
      it(`can be the ${Actions.length} actions that public programs grant`, async () => {
        await create(Actions);
      });
    }

    it("can't be part of a set, nor writing about refreshes for viewers, in the words of AWS", async () => {
      await wrong(create(viewer.slice(1)), unsupported);
      await wrong(create([...viewer, ...writing]), unsupported);
      await wrong(create([...viewer, ...owner.slice(1), ...reading]), unsupported);
      await create([...viewer, ...reading], bob);
      await wrong(update({ GrantPermissions: grant(bob, owner) }), /is a reader/);
    });

    it("are judged by what a principal has in the end", async () => {
      await create(viewer);
      await update({ GrantPermissions: grant(ana, owner) });
      await wrong(update({ RevokePermissions: grant(ana, owner.slice(1)) }), unsupported);
      await update({ RevokePermissions: grant(ana, owner) });
      await wrong(update({ RevokePermissions: grant(ana, viewer.slice(1)) }), unsupported);
      const { Permissions } = await client().send(new DescribeDataSetPermissionsCommand(set));
      assert.deepEqual(Permissions, grant(ana, viewer));
    });
  });

  it("to analyses work alike", async () => {
    const analysis = { AwsAccountId, AnalysisId: "draft" };
    const Definition = showing();
    await client().send(new CreateAnalysisCommand({ ...analysis, Name: "Draft", Definition }));
    const viewer = grant(ana, actions("DescribeAnalysis", "QueryAnalysis"));
    await client().send(
      new UpdateAnalysisPermissionsCommand({ ...analysis, GrantPermissions: viewer }),
    );
    const shown = await client().send(new DescribeAnalysisPermissionsCommand(analysis));
    assert.deepEqual(shown.Permissions, viewer);
  });
});
