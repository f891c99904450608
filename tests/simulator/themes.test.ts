import assert from "node:assert/strict";
import {
  AccessDeniedException,
  CreateThemeCommand,
  DeleteThemeCommand,
  DescribeThemeCommand,
  DescribeThemePermissionsCommand,
  InvalidParameterValueException,
  ListThemesCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateThemeCommand,
  UpdateThemePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type {
  CreateThemeCommandInput,
  DescribeThemeCommandInput,
  ThemeType,
} from "@aws-sdk/client-quicksight";
import { actions, arn, personArn, sets } from "./support/assets.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const brand = { AwsAccountId, ThemeId: "brand" };
const starters = ["CLASSIC", "MIDNIGHT", "RAINIER", "SEASIDE"];
const ana = personArn("ana@x.com");
const colours = (Accent: string) => ({ UIColorPalette: { Accent } });

describe("simulator: themes", () => {
  const { client, reset } = simulated();
  const create = (more: Partial<CreateThemeCommandInput> = {}) =>
    client().send(
      new CreateThemeCommand({
        ...{ ...brand, Name: "Brand", BaseThemeId: "CLASSIC", Configuration: colours("#111111") },
        ...more,
      }),
    );
  const show = async (more: Partial<DescribeThemeCommandInput> = {}) =>
    (await client().send(new DescribeThemeCommand({ ...brand, ...more }))).Theme;
  const update = (more: object) =>
    client().send(new UpdateThemeCommand({ ...brand, BaseThemeId: "CLASSIC", ...more }));
  const list = async (Type?: ThemeType) => {
    const { ThemeSummaryList } = await client().send(new ListThemesCommand({ AwsAccountId, Type }));
    return ThemeSummaryList?.map(({ ThemeId }) => ThemeId);
  };
  const notFound = (call: Promise<unknown>) =>
    refused(call, ResourceNotFoundException, { status: 404 });

  it("are listed together with the starter themes, or each apart", async () => {
    await create();
    assert.deepEqual(await list(), [...starters, "brand"]);
    assert.deepEqual(await list("ALL"), [...starters, "brand"]);
    assert.deepEqual(await list("CUSTOM"), ["brand"]);
    assert.deepEqual(await list("QUICKSIGHT"), starters);
  });

  it("are listed page by page", async () => {
    const first = await client().send(new ListThemesCommand({ AwsAccountId, MaxResults: 3 }));
    const { NextToken } = first;
    const second = await client().send(new ListThemesCommand({ AwsAccountId, NextToken }));
    assert.deepEqual(
      [first, second].map(({ ThemeSummaryList }) => ThemeSummaryList?.length),
      [3, 1],
    );
  });

  it("are created over time", async () => {
    reset({ assetDelayMs: 60_000 });
    await create();
    assert.equal((await show())?.Version?.Status, "CREATION_IN_PROGRESS");
    reset({ assetDelayMs: 0 });
    await create();
    assert.equal((await show())?.Version?.Status, "CREATION_SUCCESSFUL");
    await refused(create(), ResourceExistsException, { status: 409 });
  });

  it("get a version with every change, of which the latest shows", async () => {
    await create();
    await update({ Name: "New", Configuration: colours("#222222") });
    await update({});
    assert.deepEqual([(await show())?.Name, (await show())?.Version?.VersionNumber], ["New", 3]);
    const accent = async (VersionNumber: number) =>
      (await show({ VersionNumber }))?.Version?.Configuration?.UIColorPalette?.Accent;
    assert.deepEqual([await accent(1), await accent(2)], ["#111111", "#222222"]);
    assert.equal((await show({ AliasName: "$LATEST" }))?.Version?.VersionNumber, 3);
    await notFound(show({ AliasName: "other" }));
    await notFound(show({ VersionNumber: 4 }));
  });

  it("inherit from a starter theme and from nothing else", async () => {
    await create();
    await notFound(create({ ThemeId: "child", BaseThemeId: "brand" }));
    await notFound(create({ ThemeId: "child", BaseThemeId: "NONE" }));
  });

  it("are deleted by version or as a whole", async () => {
    await create();
    await update({});
    const remove = (VersionNumber?: number) =>
      client().send(new DeleteThemeCommand({ ...brand, VersionNumber }));
    await remove(2);
    assert.equal((await show())?.Version?.VersionNumber, 1);
    await refused(remove(1), InvalidParameterValueException, { status: 400, message: /only one/ });
    await remove();
    await notFound(show());
  });

  it("that AWS brings are shown in the account `aws`, and can't be changed or shared", async () => {
    const MIDNIGHT = { ...brand, ThemeId: "MIDNIGHT" };
    const midnight = await show({ AwsAccountId: "aws", ThemeId: "MIDNIGHT" });
    assert.equal(midnight?.Arn, "arn:aws:quicksight::aws:theme/MIDNIGHT");
    assert.equal(midnight.Type, "QUICKSIGHT");
    await create();
    await notFound(show({ AwsAccountId: "aws" }));
    await refused(show({ AwsAccountId: "999999999999" }), AccessDeniedException, { status: 401 });
    await notFound(update(MIDNIGHT));
    await notFound(client().send(new DeleteThemeCommand(MIDNIGHT)));
    await notFound(client().send(new DescribeThemePermissionsCommand(MIDNIGHT)));
  });

  it("are shared by whole sets, with namespaces, too", async () => {
    await register(client(), "ana@x.com", "AUTHOR");
    const owner = [{ Principal: ana, Actions: sets.themeOwner }];
    await create({ Permissions: owner });
    const change = (GrantPermissions: typeof owner) =>
      client().send(new UpdateThemePermissionsCommand({ ...brand, GrantPermissions }));
    await refused(
      change([{ Principal: ana, Actions: actions("DescribeTheme") }]),
      InvalidParameterValueException,
      { status: 400, message: /unsupported permission sets/ },
    );
    const viewer = actions(
      ...["DescribeTheme", "DescribeThemeAlias", "ListThemeAliases", "ListThemeVersions"],
    );
    const everyone = [{ Principal: arn("namespace/default"), Actions: viewer }];
    await change(everyone);
    const shown = await client().send(new DescribeThemePermissionsCommand(brand));
    assert.deepEqual(shown.Permissions, [...owner, ...everyone]);
    assert.equal(shown.ThemeArn, arn("theme/brand"));
  });
});
