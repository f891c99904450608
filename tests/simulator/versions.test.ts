import assert from "node:assert/strict";
import {
  CreateTemplateAliasCommand,
  CreateTemplateCommand,
  CreateThemeAliasCommand,
  CreateThemeCommand,
  DeleteTemplateAliasCommand,
  DescribeTemplateAliasCommand,
  DescribeTemplateCommand,
  InvalidParameterValueException,
  ListTemplateAliasesCommand,
  ListTemplateVersionsCommand,
  ListThemeVersionsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateTemplateAliasCommand,
  UpdateTemplateCommand,
} from "@aws-sdk/client-quicksight";
import { arn } from "./support/assets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const base = { AwsAccountId, TemplateId: "base" };
const Definition = { DataSetConfigurations: [] };

describe("simulator: versions and aliases of templates and themes", () => {
  const { client } = simulated();
  const alias = (AliasName: string, TemplateVersionNumber: number) =>
    client().send(new CreateTemplateAliasCommand({ ...base, AliasName, TemplateVersionNumber }));
  beforeEach(async () => {
    await client().send(new CreateTemplateCommand({ ...base, Name: "Base", Definition }));
    await client().send(
      new UpdateTemplateCommand({ ...base, Definition, VersionDescription: "2" }),
    );
  });

  it("are listed, and a version is found by the alias that it was given", async () => {
    const { TemplateVersionSummaryList } = await client().send(
      new ListTemplateVersionsCommand(base),
    );
    assert.deepEqual(
      TemplateVersionSummaryList?.map(({ VersionNumber, Description }) => [
        VersionNumber,
        Description,
      ]),
      [
        [1, undefined],
        [2, "2"],
      ],
    );
    const { TemplateAlias } = await alias("stable", 1);
    assert.equal(TemplateAlias?.Arn, arn("template/base/alias/stable"));
    const AliasName = "stable";
    const shown = async () => {
      const { Template } = await client().send(new DescribeTemplateCommand({ ...base, AliasName }));
      return Template?.Version?.VersionNumber;
    };
    assert.equal(await shown(), 1);
    await client().send(
      new UpdateTemplateAliasCommand({ ...base, AliasName, TemplateVersionNumber: 2 }),
    );
    assert.equal(await shown(), 2);
    const { TemplateAliasList } = await client().send(new ListTemplateAliasesCommand(base));
    assert.deepEqual(
      TemplateAliasList?.map((one) => [one.AliasName, one.TemplateVersionNumber]),
      [["stable", 2]],
    );
    await client().send(new DeleteTemplateAliasCommand({ ...base, AliasName }));
    await refused(
      client().send(new DescribeTemplateAliasCommand({ ...base, AliasName })),
      ResourceNotFoundException,
      { status: 404 },
    );
  });

  it("refuse a second alias of a name, one of AWS's own names, and versions that are not there", async () => {
    await alias("stable", 1);
    await refused(alias("stable", 2), ResourceExistsException, { status: 409 });
    await refused(alias("$LATEST", 2), InvalidParameterValueException, { status: 400 });
    await refused(alias("later", 3), ResourceNotFoundException, { status: 404 });
  });

  it("are there for themes as well; starter themes are not given any", async () => {
    const theme = { AwsAccountId, ThemeId: "brand" };
    await client().send(
      new CreateThemeCommand({
        ...{ ...theme, Name: "Brand", BaseThemeId: "CLASSIC", Configuration: {} },
      }),
    );
    const { ThemeVersionSummaryList } = await client().send(new ListThemeVersionsCommand(theme));
    assert.equal(ThemeVersionSummaryList?.length, 1);
    const named = { AliasName: "stable", ThemeVersionNumber: 1 };
    const { ThemeAlias } = await client().send(new CreateThemeAliasCommand({ ...theme, ...named }));
    assert.equal(ThemeAlias?.ThemeVersionNumber, 1);
    await refused(
      client().send(new CreateThemeAliasCommand({ AwsAccountId, ThemeId: "CLASSIC", ...named })),
      ResourceNotFoundException,
      { status: 404 },
    );
  });
});
