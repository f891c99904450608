import assert from "node:assert/strict";
import type { ClientConfiguration, Context } from "../../local/aws-plugin/context.ts";
import { diffInputs } from "../../local/aws-plugin/diffInputs.ts";
import { createResource, readResource, updateResource } from "../../local/aws-plugin/lifecycle.ts";
import { findResource } from "../../local/aws-plugin/registry.ts";
import { permissionChanges } from "../../local/aws-plugin/resources/quicksightPermissions.ts";
import type { Bag } from "../../local/aws-plugin/resource.ts";

const account = "123456789012";
const arnOf = (id: string) => `arn:aws:quicksight:eu-west-1:${account}:dataset/${id}`;

interface Call {
  name: string;
  input: Bag;
}

/** AWS as far as these tests need it: `answers` by command, and what was asked. */
function standIn(answers: Record<string, (input: Bag) => Bag>) {
  const calls: Call[] = [];
  const client = {
    send: ({ constructor, input }: { constructor: { name: string }; input: Bag }) => {
      const name = constructor.name.replace(/Command$/, "");
      calls.push({ name, input });
      return Promise.resolve(answers[name]?.(input) ?? {});
    },
  };
  const context: Context = {
    region: "eu-west-1",
    accountId: () => Promise.resolve(account),
    client: <Client>(_: new (configuration: ClientConfiguration) => Client) => client as Client,
  };
  return { calls, context };
}

/** What AWS takes a file to be when nobody says. */
const UploadSettings = {
  ...{ Format: "CSV", Delimiter: "," },
  ...{ TextQualifier: "DOUBLE_QUOTE", ContainsHeader: true },
};

/** A data set as AWS keeps it: with a logical table for each physical one, and its own idea of a file. */
function keepDataSet() {
  let kept: Bag = {};
  const keep = (input: Bag) => {
    const physical = Object.keys(input.PhysicalTableMap as Bag);
    const generated = physical.map((id) => [
      `made-up-${id}`,
      { Alias: "Group 1", Source: { PhysicalTableId: id } },
    ]);
    const { LogicalTableMap = Object.fromEntries(generated) as Bag } = input;
    const PhysicalTableMap = Object.fromEntries(
      Object.entries(input.PhysicalTableMap as Record<string, { S3Source: Bag }>).map(
        ([id, { S3Source }]) => [id, { S3Source: { ...S3Source, UploadSettings } }],
      ),
    );
    kept = { ...kept, ...input, PhysicalTableMap, LogicalTableMap, Arn: arnOf("a") };
    return {};
  };
  return standIn({
    CreateDataSet: keep,
    UpdateDataSet: keep,
    DescribeDataSet: () => ({ DataSet: kept }),
    DescribeDataSetPermissions: () => ({ Permissions: kept.Permissions ?? [] }),
  });
}

const inputs = (version: string, more: Bag = {}) => ({
  ...{ awsAccountId: account, dataSetId: "a", name: "A", importMode: "SPICE" },
  physicalTableMaps: [
    {
      physicalTableMapId: `file-${version}`,
      s3Source: {
        dataSourceArn: `arn:aws:quicksight:eu-west-1:${account}:datasource/a`,
        inputColumns: [{ name: "a", type: "STRING" }],
        uploadSettings: {
          ...{ format: "CSV", delimiter: "," },
          ...{ textQualifier: "DOUBLE_QUOTE", containsHeader: true },
        },
      },
    },
  ],
  ...more,
});

async function startDataSet(first: Bag) {
  const aws = keepDataSet();
  const resource = await findResource("aws:quicksight/dataSet:DataSet");
  const target = { resource, name: "a", context: aws.context };
  const { id, properties } = await createResource(target, first);
  return { ...aws, resource, target, id, state: properties };
}

describe("what the local aws plugin takes from the state, as the released provider does", () => {
  it("is the logical tables of a data set that declares none: an update names tables that are gone", async () => {
    const { calls, target, resource, id, state } = await startDataSet(inputs("1"));
    assert.deepEqual(diffInputs(resource, state, inputs("1")).changes, []);
    await updateResource(target, id, inputs("2"), state);
    const sent = calls.find(({ name }) => name === "UpdateDataSet")?.input;
    assert.deepEqual(Object.keys(sent?.PhysicalTableMap as Bag), ["file-2"]);
    assert.deepEqual(sent?.LogicalTableMap, {
      "made-up-file-1": { Alias: "Group 1", Source: { PhysicalTableId: "file-1" } },
    });
  });

  it("is nothing of what the program declares", async () => {
    const declared = (version: string) =>
      inputs(version, {
        logicalTableMaps: [
          {
            ...{ logicalTableMapId: "file", alias: "file" },
            source: { physicalTableId: `file-${version}` },
          },
        ],
      });
    const { calls, target, resource, id, state } = await startDataSet(declared("1"));
    assert.deepEqual(diffInputs(resource, state, declared("1")).changes, []);
    const after = await updateResource(target, id, declared("2"), state);
    const sent = calls.find(({ name }) => name === "UpdateDataSet")?.input;
    assert.deepEqual(sent?.LogicalTableMap, {
      file: { Alias: "file", Source: { PhysicalTableId: "file-2" } },
    });
    assert.deepEqual(diffInputs(resource, after, declared("2")).changes, []);
  });

  it("is what AWS takes a file to be, since upload settings are never sent", async () => {
    const { calls, resource, state } = await startDataSet(inputs("1"));
    assert.doesNotMatch(JSON.stringify(calls), /UploadSettings/);
    const [table] = state.physicalTableMaps as { s3Source: { uploadSettings: Bag } }[];
    assert.equal(table?.s3Source.uploadSettings.startFromRow, 0);
    const withRow = structuredClone(inputs("1"));
    Object.assign(withRow.physicalTableMaps[0]?.s3Source.uploadSettings ?? {}, { startFromRow: 1 });
    const { changes } = diffInputs(resource, state, withRow);
    assert.deepEqual(
      changes.map(({ path }) => path),
      ["physicalTableMaps[0]"],
    );
    const without = structuredClone(inputs("1"));
    for (const { s3Source } of without.physicalTableMaps) {
      Object.assign(s3Source, { uploadSettings: {} });
    }
    assert.equal(diffInputs(resource, state, without).changes.length, 1);
  });

  it("is who had which permissions, and never what AWS holds", async () => {
    const permission = (principal: string, ...actions: string[]) => ({ principal, actions });
    const granted = [permission("stays", "a"), permission("changes", "a", "b")];
    const { calls, target, resource, id, state } = await startDataSet(
      inputs("1", { permissions: granted }),
    );
    const wanted = [permission("stays", "a"), permission("changes", "b", "c")];
    await updateResource(target, id, inputs("1", { permissions: wanted }), state);
    const changed = calls.filter(({ name }) => /^Update/.test(name));
    assert.deepEqual(changed, [
      {
        name: "UpdateDataSetPermissions",
        input: {
          ...{ AwsAccountId: account, DataSetId: "a" },
          GrantPermissions: [{ Principal: "changes", Actions: ["b", "c"] }],
          RevokePermissions: [{ Principal: "changes", Actions: ["a"] }],
        },
      },
    ]);
    // A refresh makes what others granted part of the state, so that it is revoked.
    const seen = await readResource(target, id, inputs("1"));
    assert.equal(diffInputs(resource, seen?.properties ?? {}, inputs("1")).changes.length, 1);
  });

  it("is every grant of somebody who is dropped, and nothing of somebody who is new", () => {
    const [old, fresh] = ["old", "new"].map((principal) => ({ principal, actions: ["a"] }));
    assert.deepEqual(permissionChanges(old && [old], fresh && [fresh]), {
      GrantPermissions: [{ Principal: "new", Actions: ["a"] }],
      RevokePermissions: [{ Principal: "old", Actions: ["a"] }],
    });
    assert.equal(permissionChanges(old && [old], old && [old]), undefined);
  });

  it("is nothing of a key registration that a refresh finds empty", async () => {
    const { context } = standIn({ DescribeKeyRegistration: () => ({ KeyRegistration: [] }) });
    const resource = await findResource("aws:quicksight/keyRegistration:KeyRegistration");
    const keyRegistrations = [{ keyArn: "arn:aws:kms:eu-west-1:123456789012:key/k" }];
    const target = { resource, name: "keys", context };
    assert.equal(await readResource(target, account, { keyRegistrations }), undefined);
  });

  it("is the tags of an object alone, without a new version", async () => {
    const { calls, context } = standIn({});
    const resource = await findResource("aws:s3/bucketObjectv2:BucketObjectv2");
    const object = { bucket: "b", key: "k", content: "c", forceDestroy: false };
    const target = { resource, name: "o", context };
    await updateResource(target, "b/k", { ...object, tags: { a: "b" } }, { ...object, tags: {} });
    const names = calls.map(({ name }) => name);
    assert.ok(names.includes("PutObjectTagging") && !names.includes("PutObject"), names.join());
  });
});
