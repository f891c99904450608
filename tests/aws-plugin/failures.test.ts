import assert from "node:assert/strict";
import { createContexts } from "../../local/aws-plugin/context.ts";
import { UnfinishedResource } from "../../local/aws-plugin/failures.ts";
import {
  createResource,
  deleteResource,
  readResource,
  updateResource,
} from "../../local/aws-plugin/lifecycle.ts";
import { findResource } from "../../local/aws-plugin/registry.ts";
import { readSettings } from "../../local/aws-plugin/settings.ts";
import { startSimulator, type Simulator } from "../../local/simulator/startSimulator.ts";

const accountId = "123456789012";
const region = "eu-west-1";

describe("local aws plugin when AWS does not do as asked", () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ accountId, region });
  });

  after(() => simulator.close());

  const target = async (type: string) => {
    const settings = readSettings({
      region,
      accessKey: accountId,
      secretKey: "test",
      endpoints: [{ quicksight: simulator.url }],
    });
    return { resource: await findResource(type), name: "x", context: createContexts(settings)() };
  };
  const namespaces = () => target("aws:quicksight/namespace:Namespace");
  const groups = () => target("aws:quicksight/group:Group");

  it("leaves a namespace that fails after it was accepted in no state, so that the next run finds it there", async () => {
    simulator.reset({ namespaceOutcome: "RETRYABLE_FAILURE", namespaceDelayMs: 100 });
    const creation = createResource(await namespaces(), {
      awsAccountId: accountId,
      namespace: "t",
    });
    await assert.rejects(creation, (error) => {
      assert.ok(error instanceof Error && !(error instanceof UnfinishedResource));
      assert.match(
        error.message,
        /Namespace create \(123456789012,t\): status is RETRYABLE_FAILURE/,
      );
      return true;
    });
    const again = createResource(await namespaces(), { awsAccountId: accountId, namespace: "t" });
    await assert.rejects(again, /ResourceExistsException/);
  });

  it("waits for a namespace no longer than its time limit", async () => {
    simulator.reset({ namespaceOutcome: "CREATED", namespaceDelayMs: 60_000 });
    const inputs = { awsAccountId: accountId, namespace: "t", timeouts: { create: "1s" } };
    await assert.rejects(createResource(await namespaces(), inputs), /CREATED: not within 1 s/);
  });

  it("says in one line that a group is there already", async () => {
    simulator.reset({ namespaceDelayMs: 0 });
    const inputs = { awsAccountId: accountId, namespace: "default", groupName: "g" };
    const { id } = await createResource(await groups(), inputs);
    assert.equal(id, `${accountId}/default/g`);
    await assert.rejects(createResource(await groups(), inputs), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /^aws:quicksight\/group:Group create \(x\): ResourceExistsExc/);
      assert.ok(!error.message.includes("\n"));
      return true;
    });
  });

  it("tells a group that is gone from a call that failed", async () => {
    simulator.reset({ namespaceDelayMs: 0 });
    const gone = `${accountId}/default/gone`;
    assert.equal(await readResource(await groups(), gone, {}), undefined);
    await deleteResource(await groups(), gone, {});
    const foreign = "999999999999/default/g";
    await assert.rejects(
      readResource(await groups(), foreign, {}),
      /Group read \(9{12}\/default\/g\)/,
    );
  });

  it("waits for a data source, and says why it failed", async () => {
    simulator.reset({ assetDelayMs: 150 });
    const inputs = {
      awsAccountId: accountId,
      dataSourceId: "copy",
      name: "Copy",
      type: "MYSQL",
      parameters: { mysql: { host: "db.example.com", port: 3306, database: "shop" } },
      credentials: {
        copySourceArn: `arn:aws:quicksight:${region}:${accountId}:datasource/gone`,
      },
    };
    const sources = await target("aws:quicksight/dataSource:DataSource");
    await assert.rejects(createResource(sources, inputs), (error) => {
      assert.ok(error instanceof UnfinishedResource);
      assert.match(
        error.message,
        /DataSource create \(\d+\/copy\): status is CREATION_FAILED COPY_SOURCE_NOT_FOUND Data source arn:\S+ not found/,
      );
      return true;
    });
    const credentials = { credentialPair: { username: "bi", password: "p" } };
    await updateResource(sources, `${accountId}/copy`, { ...inputs, credentials }, inputs);
  });

  it("takes no notice of keys that AWS did not register, until the next refresh", async () => {
    simulator.reset({});
    const key = (place: string) => ({ keyArn: `arn:aws:kms:${place}:${accountId}:key/k` });
    const registrations = await target("aws:quicksight/keyRegistration:KeyRegistration");
    const keyRegistrations = [key("eu-central-1"), key(region)];
    const created = await createResource(registrations, {
      keyRegistrations,
      awsAccountId: accountId,
    });
    assert.deepEqual(created.properties.keyRegistrations, keyRegistrations);
    const found = await readResource(registrations, accountId, { keyRegistrations });
    assert.deepEqual(found?.inputs.keyRegistrations, [key(region)]);
    const none = { awsAccountId: accountId, keyRegistrations: [key("eu-central-1")] };
    const changed = await updateResource(registrations, accountId, none, found.properties);
    assert.deepEqual(changed, { ...none, region });
    assert.equal(await readResource(registrations, accountId, none), undefined);
    assert.deepEqual(await createResource(registrations, none), {
      id: accountId,
      properties: changed,
    });
  });

  it("cancels a load, also one that is over, which fails", async () => {
    simulator.reset({ assetDelayMs: 0, ingestionDelayMs: 60_000 });
    const [sources, sets, loads] = await Promise.all([
      target("aws:quicksight/dataSource:DataSource"),
      target("aws:quicksight/dataSet:DataSet"),
      target("aws:quicksight/ingestion:Ingestion"),
    ]);
    const manifestFileLocation = { bucket: "b", key: "k" };
    const source = await createResource(sources, {
      ...{ awsAccountId: accountId, dataSourceId: "files", name: "Files", type: "S3" },
      parameters: { s3: { manifestFileLocation } },
    });
    const s3Source = {
      dataSourceArn: source.properties.arn,
      uploadSettings: {
        ...{ format: "CSV", delimiter: "," },
        ...{ textQualifier: "DOUBLE_QUOTE", containsHeader: true },
      },
      inputColumns: [{ name: "a", type: "STRING" }],
    };
    const set = {
      ...{ awsAccountId: accountId, dataSetId: "set", name: "Set", importMode: "SPICE" },
      physicalTableMaps: [{ physicalTableMapId: "t", s3Source }],
    };
    const { id: setId, properties: state } = await createResource(sets, set);
    // New tags alone do not load it again.
    await updateResource(sets, setId, { ...set, tags: { a: "b" } }, state);
    assert.equal(simulator.calls().UpdateDataSet, undefined);
    const inputs = {
      ...{ awsAccountId: accountId, dataSetId: "set" },
      ...{ ingestionId: "load", ingestionType: "FULL_REFRESH" },
    };
    const { id } = await createResource(loads, inputs);
    assert.equal(id, `${accountId},set,load`);
    await deleteResource(loads, id, {});
    const found = await readResource(loads, id, inputs);
    assert.equal(found?.properties.ingestionStatus, "CANCELLED");
    await assert.rejects(deleteResource(loads, id, {}), /CANCELLED already/);
  });
});
