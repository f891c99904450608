import assert from "node:assert/strict";
import {
  ConflictException,
  CreateAnalysisCommand,
  CreateTemplateCommand,
  DeleteTemplateCommand,
  DescribeTemplateCommand,
  DescribeTemplatePermissionsCommand,
  InvalidParameterValueException,
  ListTagsForResourceCommand,
  ListTemplatesCommand,
  paginateListTemplates,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateTemplateCommand,
  UpdateTemplatePermissionsCommand,
} from "@aws-sdk/client-quicksight";
import type {
  CreateTemplateCommandInput,
  DescribeTemplateCommandInput,
  ResourcePermission,
} from "@aws-sdk/client-quicksight";
import {
  actions,
  arn,
  createDataSet,
  createDataSource,
  personArn,
  showing,
} from "./support/assets.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const base = { AwsAccountId, TemplateId: "base" };
const ana = personArn("ana@x.com");
const wrong = (call: Promise<unknown>, message: RegExp) =>
  refused(call, InvalidParameterValueException, { status: 400, message });
const notFound = (call: Promise<unknown>) =>
  refused(call, ResourceNotFoundException, { status: 404 });
const Definition = { DataSetConfigurations: [{ Placeholder: "sales" }] };
const ofAnalysis = (id: string, dataSet = "sales") => ({
  SourceAnalysis: {
    Arn: arn(`analysis/${id}`),
    DataSetReferences: [{ DataSetPlaceholder: "s", DataSetArn: arn(`dataset/${dataSet}`) }],
  },
});

describe("simulator: templates", () => {
  const { client, reset } = simulated();
  const create = (more: Partial<CreateTemplateCommandInput> = { Definition }) =>
    client().send(new CreateTemplateCommand({ ...base, Name: "Base", ...more }));
  const show = async (more: Partial<DescribeTemplateCommandInput> = {}) =>
    (await client().send(new DescribeTemplateCommand({ ...base, ...more }))).Template;
  const update = (more: object) =>
    client().send(new UpdateTemplateCommand({ ...base, Definition, ...more }));

  it("are made of a definition, an analysis or a template, and only one of them", async () => {
    await createDataSource(client(), "db");
    await createDataSet(client(), "sales");
    const draft = { AwsAccountId, AnalysisId: "draft", Name: "Draft", Definition: showing() };
    await client().send(new CreateAnalysisCommand(draft));
    await wrong(create({}), /Exactly one/);
    await wrong(create({ Definition, SourceEntity: ofAnalysis("draft") }), /Exactly one/);
    await create({ SourceEntity: ofAnalysis("draft") });
    const version = (await show())?.Version;
    assert.equal(version?.Status, "CREATION_SUCCESSFUL");
    assert.equal(version.SourceEntityArn, arn("analysis/draft"));
    assert.deepEqual(version.DataSetConfigurations, [{ Placeholder: "s" }]);
    const SourceEntity = { SourceTemplate: { Arn: arn("template/base") } };
    await create({ TemplateId: "copy", SourceEntity });
    assert.equal((await show({ TemplateId: "copy" }))?.Version?.Status, "CREATION_SUCCESSFUL");
    await refused(create(), ResourceExistsException, { status: 409 });
  });

  it("fail later on sources and data sets that do not exist here", async () => {
    await create({ SourceEntity: ofAnalysis("none", "none") });
    const version = (await show())?.Version;
    assert.equal(version?.Status, "CREATION_FAILED");
    assert.deepEqual(
      version.Errors?.map(({ Type }) => Type),
      ["SOURCE_NOT_FOUND", "DATA_SET_NOT_FOUND"],
    );
    const elsewhere = arn("template/none").replace(AwsAccountId, "999999999999");
    await create({ TemplateId: "copy", SourceEntity: { SourceTemplate: { Arn: elsewhere } } });
    assert.equal((await show({ TemplateId: "copy" }))?.Version?.Status, "CREATION_SUCCESSFUL");
  });

  it("get a version with every change, of which the latest shows", async () => {
    await create();
    await update({ Name: "New" });
    assert.deepEqual([(await show())?.Name, (await show())?.Version?.VersionNumber], ["New", 2]);
    assert.equal((await show({ VersionNumber: 1 }))?.Version?.VersionNumber, 1);
    await notFound(show({ VersionNumber: 3 }));
  });

  it("can't be changed before they are created", async () => {
    reset({ assetDelayMs: 60_000 });
    await create();
    assert.equal((await show())?.Version?.Status, "CREATION_IN_PROGRESS");
    await refused(update({}), ConflictException, { status: 409 });
  });

  it("are listed page by page and deleted by version or as a whole", async () => {
    for (const TemplateId of ["a", "b", "base"]) await create({ TemplateId, Definition });
    const sizes: (number | undefined)[] = [];
    const pages = paginateListTemplates({ client: client(), pageSize: 2 }, { AwsAccountId });
    for await (const { TemplateSummaryList } of pages) sizes.push(TemplateSummaryList?.length);
    assert.deepEqual(sizes, [2, 1]);
    await update({});
    const remove = (VersionNumber?: number) =>
      client().send(new DeleteTemplateCommand({ ...base, VersionNumber }));
    await remove(2);
    await wrong(remove(1), /only one/);
    await remove();
    const { TemplateSummaryList } = await client().send(new ListTemplatesCommand({ AwsAccountId }));
    assert.deepEqual(
      TemplateSummaryList?.map(({ TemplateId }) => TemplateId),
      ["a", "b"],
    );
    await notFound(show());
  });

  it("take tags, which go with them", async () => {
    const Tags = [{ Key: "team", Value: "bi" }];
    await create({ Definition, Tags });
    const tags = () =>
      client().send(new ListTagsForResourceCommand({ ResourceArn: arn("template/base") }));
    assert.deepEqual((await tags()).Tags, Tags);
    await client().send(new DeleteTemplateCommand(base));
    await notFound(tags());
  });

  it("are shared by any actions of templates, also with another account", async () => {
    await register(client(), "ana@x.com", "AUTHOR");
    await create();
    const change = (changes: Record<string, ResourcePermission[]>) =>
      client().send(new UpdateTemplatePermissionsCommand({ ...base, ...changes }));
    const some = actions("DescribeTemplate", "UpdateTemplate", "UpdateTemplatePermissions");
    const shares = [
      { Principal: ana, Actions: some },
      { Principal: "arn:aws:iam::999999999999:root", Actions: actions("DescribeTemplate") },
    ];
    await change({ GrantPermissions: shares });
    const shown = await client().send(new DescribeTemplatePermissionsCommand(base));
    assert.deepEqual(shown.Permissions, shares);
    assert.equal(shown.TemplateArn, arn("template/base"));
    const part = [{ Principal: ana, Actions: actions("UpdateTemplate") }];
    const { Permissions } = await change({ RevokePermissions: part });
    assert.deepEqual(Permissions?.[0]?.Actions, [some[0], some[2]]);
    const foreign = [{ Principal: ana, Actions: actions("DescribeDashboard") }];
    await wrong(change({ GrantPermissions: foreign }), /unsupported permission sets/);
  });
});
