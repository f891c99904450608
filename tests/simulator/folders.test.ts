import assert from "node:assert/strict";
import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  DeleteDashboardCommand,
  DeleteFolderCommand,
  DeleteFolderMembershipCommand,
  DescribeFolderCommand,
  DescribeFolderPermissionsCommand,
  DescribeFolderResolvedPermissionsCommand,
  InvalidParameterValueException,
  LimitExceededException,
  ListFolderMembersCommand,
  ListFoldersCommand,
  ListFoldersForResourceCommand,
  PreconditionNotMetException,
  ResourceExistsException,
  ResourceNotFoundException,
  SearchFoldersCommand,
  UpdateFolderCommand,
  UpdateFolderPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type { FolderSearchFilter } from "@aws-sdk/client-quicksight";
import { actions, arn, createDashboard, personArn, sets } from "./support/assets.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const shared = { AwsAccountId, FolderId: "shared" };
const member = { ...shared, MemberId: "kpi", MemberType: "DASHBOARD" } as const;

describe("simulator: folders", () => {
  const { client } = simulated();
  const membersOf = async () =>
    (await client().send(new ListFolderMembersCommand(shared))).FolderMemberList;
  beforeEach(() => client().send(new CreateFolderCommand({ ...shared, Name: "Shared" })));

  it("resolve permissions over all folders above them, which add up", async () => {
    const ana = personArn("ana@x.com");
    await register(client(), "ana@x.com", "AUTHOR");
    const grant = (Actions: string[]) => [{ Principal: ana, Actions }];
    await client().send(
      new CreateFolderCommand({
        ...{ AwsAccountId, FolderId: "above", Permissions: grant(sets.folderOwner) },
      }),
    );
    await client().send(
      new CreateFolderCommand({
        ...{ AwsAccountId, FolderId: "below", Permissions: grant(actions("DescribeFolder")) },
        ParentFolderArn: arn("folder/above"),
      }),
    );
    const { Permissions } = await client().send(
      new DescribeFolderResolvedPermissionsCommand({ AwsAccountId, FolderId: "below" }),
    );
    assert.deepEqual(
      Permissions?.map(({ Principal, Actions }) => [Principal, Actions?.toSorted()]),
      [[ana, sets.folderOwner.toSorted()]],
    );
  });

  it("hold assets until these are taken out or deleted", async () => {
    const put = () => client().send(new CreateFolderMembershipCommand(member));
    await refused(put(), ResourceNotFoundException, { status: 404 });
    await createDashboard(client(), "kpi");
    await put();
    await refused(put(), ResourceExistsException, { status: 409 });
    assert.deepEqual(await membersOf(), [{ MemberId: "kpi", MemberArn: arn("dashboard/kpi") }]);
    await refused(client().send(new DeleteFolderCommand(shared)), PreconditionNotMetException, {
      status: 400,
    });
    await client().send(new DeleteFolderMembershipCommand(member));
    await refused(
      client().send(new DeleteFolderMembershipCommand(member)),
      ResourceNotFoundException,
      { status: 404 },
    );
    await put();
    await client().send(new DeleteDashboardCommand({ AwsAccountId, DashboardId: "kpi" }));
    assert.deepEqual(await membersOf(), []);
  });

  it("take an asset when it is created", async () => {
    await createDashboard(client(), "kpi", { FolderArns: [arn("folder/shared")] });
    assert.equal((await membersOf())?.length, 1);
    await refused(
      createDashboard(client(), "other", { FolderArns: [arn("folder/none")] }),
      ResourceNotFoundException,
      { status: 404 },
    );
  });

  it("may be in one another, and are renamed, listed and deleted", async () => {
    const inner = { AwsAccountId, FolderId: "inner" };
    const ParentFolderArn = arn("folder/shared");
    await client().send(new CreateFolderCommand({ ...inner, Name: "Inner", ParentFolderArn }));
    await client().send(new UpdateFolderCommand({ ...inner, Name: "Renamed" }));
    const { Folder } = await client().send(new DescribeFolderCommand(inner));
    assert.deepEqual([Folder?.Name, Folder?.FolderPath], ["Renamed", [ParentFolderArn]]);
    await client().send(new DeleteFolderCommand(inner));
    await client().send(new DeleteFolderCommand(shared));
    const { FolderSummaryList } = await client().send(new ListFoldersCommand({ AwsAccountId }));
    assert.deepEqual(FolderSummaryList, []);
  });

  it("want whole sets also to revoke, unlike other assets", async () => {
    await register(client(), "ana@x.com", "AUTHOR");
    const Principal = personArn("ana@x.com");
    const owner = sets.folderOwner;
    const change = (input: object) =>
      client().send(new UpdateFolderPermissionsCommand({ ...shared, ...input }));
    await change({ GrantPermissions: [{ Principal, Actions: owner }] });
    const part = owner.filter((action) => action !== "quicksight:DescribeFolder");
    await refused(
      change({ RevokePermissions: [{ Principal, Actions: part }] }),
      InvalidParameterValueException,
      { status: 400, message: /unsupported permission sets/ },
    );
    const described = (Namespace: string) =>
      client().send(new DescribeFolderPermissionsCommand({ ...shared, Namespace }));
    assert.deepEqual((await described("default")).Permissions, [{ Principal, Actions: owner }]);
    assert.deepEqual((await described("acme")).Permissions, []);
  });

  it("have no owners where they are restricted, and keep what is in them", async () => {
    const ana = personArn("ana@x.com");
    await register(client(), "ana@x.com", "AUTHOR");
    const owned = [{ Principal: ana, Actions: sets.folderOwner }];
    const restricted = { AwsAccountId, FolderId: "closed" };
    const make = (Permissions?: typeof owned) =>
      client().send(
        new CreateFolderCommand({ ...restricted, FolderType: "RESTRICTED", Permissions }),
      );
    const wrong = (call: Promise<unknown>, message: RegExp) =>
      refused(call, InvalidParameterValueException, { status: 400, message });
    await wrong(make(owned), /unsupported permission sets/);
    await make();
    const grant = (Actions: string[]) =>
      client().send(
        new UpdateFolderPermissionsCommand({
          ...{ ...restricted, GrantPermissions: [{ Principal: ana, Actions }] },
        }),
      );
    await wrong(grant(sets.folderOwner), /unsupported permission sets/);
    await grant(
      actions(
        ...["CreateFolder", "DescribeFolder", "CreateFolderMembership"],
        ...["DeleteFolderMembership", "DescribeFolderPermissions"],
      ),
    );
    await createDashboard(client(), "kpi");
    await client().send(new CreateFolderMembershipCommand({ ...member, ...restricted }));
    await wrong(
      client().send(new DeleteFolderMembershipCommand({ ...member, ...restricted })),
      /restricted/,
    );
    await client().send(new DeleteDashboardCommand({ AwsAccountId, DashboardId: "kpi" }));
    await client().send(new DeleteFolderCommand(restricted));
  });

  it("are in one another ten deep at most", async () => {
    const below = (FolderId: string, parent: string) =>
      client().send(
        new CreateFolderCommand({
          ...{ AwsAccountId, FolderId, Name: FolderId, ParentFolderArn: arn(`folder/${parent}`) },
        }),
      );
    for (let depth = 1; depth <= 10; depth += 1) {
      await below(`f${depth}`, depth === 1 ? "shared" : `f${depth - 1}`);
    }
    await refused(below("f11", "f10"), LimitExceededException, { status: 409 });
  });

  it("are found by a part of their name, by the folder they are in, and at the top", async () => {
    const ParentFolderArn = arn("folder/shared");
    for (const FolderId of ["inner", "in-shape"]) {
      await client().send(new CreateFolderCommand({ AwsAccountId, FolderId, ParentFolderArn }));
    }
    const find = async (...Filters: FolderSearchFilter[]) => {
      const command = new SearchFoldersCommand({ AwsAccountId, Filters });
      return (await client().send(command)).FolderSummaryList?.map(({ FolderId }) => FolderId);
    };
    const inside = (Value?: string) =>
      ({ Operator: "StringEquals", Name: "PARENT_FOLDER_ARN", Value }) as const;
    const named = { Operator: "StringLike", Name: "FOLDER_NAME", Value: "sha" } as const;
    assert.deepEqual(await find(named), ["in-shape"]);
    assert.deepEqual(await find(inside(ParentFolderArn)), ["in-shape", "inner"]);
    assert.deepEqual(await find(inside("")), ["shared"]);
    assert.deepEqual(await find(inside()), ["shared"]);
    await refused(
      find({ ...inside(ParentFolderArn), Operator: "StringLike" }),
      InvalidParameterValueException,
      { status: 400, message: /StringEquals/ },
    );
  });

  it("are listed for an asset that is in them, at most 20 at once", async () => {
    await createDashboard(client(), "kpi");
    const ids = Array.from({ length: 21 }, (_, index) => `folder-${100 + index}`);
    for (const FolderId of ids) {
      await client().send(new CreateFolderCommand({ AwsAccountId, FolderId }));
      await client().send(new CreateFolderMembershipCommand({ ...member, FolderId }));
    }
    const list = (ResourceArn: string, NextToken?: string) =>
      client().send(
        new ListFoldersForResourceCommand({ AwsAccountId, ResourceArn, NextToken, MaxResults: 50 }),
      );
    const first = await list(arn("dashboard/kpi"));
    const second = await list(arn("dashboard/kpi"), first.NextToken);
    assert.equal(first.Folders?.length, 20);
    assert.deepEqual(
      [...(first.Folders ?? []), ...(second.Folders ?? [])],
      ids.map((id) => arn(`folder/${id}`)),
    );
    assert.equal(second.NextToken, undefined);
    for (const gone of ["dashboard/none", "folder/shared"]) {
      await refused(list(arn(gone)), ResourceNotFoundException, { status: 404 });
    }
  });
});
