import assert from "node:assert/strict";
import { DisableKeyCommand, GetKeyPolicyCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import {
  PutDataSetRefreshPropertiesCommand,
  UpdateDataSetCommand,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  database,
  personArn,
  sets,
  showing,
  table,
} from "../support/assets.ts";
import { dated } from "../support/dated.ts";
import { register as registerPerson } from "../support/people.ts";
import { AwsAccountId } from "../support/simulated.ts";
import { orders, quicksight, encrypted } from "../support/encrypted.ts";

describe("simulator: what is encrypted under keys of the customer, in the emulator", function () {
  this.timeout(60_000);
  const {
    at,
    simulation,
    options,
    register,
    load,
    control,
    keyOf,
    read,
    advance,
    audited,
    uses,
    named,
    grantsOn,
  } = encrypted();

  it("is what is kept of a secret too with `keyForSecrets`, until it is written again under another key", async () => {
    await control("POST", "/_sim/options", { keyForSecrets: true });
    await register(at.first, at.second);
    const secrets = new SecretsManagerClient(options());
    const SecretString = JSON.stringify({ username: "reader", password: "not-to-be-seen" });
    const { ARN: SecretArn } = await secrets.send(
      new CreateSecretCommand({ Name: "db", SecretString }),
    );
    secrets.destroy();
    const input = { ...database, Credentials: { SecretArn } };
    const root = simulation.clientWith({ accessKeyId: AwsAccountId });
    await createDataSource(root, "secret", input);
    const source = arn("datasource/secret");
    assert.equal(await keyOf(source), at.first);
    await register(at.second, at.first);
    await advance(1000);
    const again = { AwsAccountId, DataSourceId: "secret", Name: "secret", ...input };
    await root.send(new UpdateDataSourceCommand(again));
    assert.equal(await keyOf(source), at.second);
    assert.deepEqual(
      (await grantsOn(at.first)).filter(({ context }) => context === source),
      [],
    );
  });

  it("is a data set in SPICE, under the default key of its last full load", async () => {
    const { deployer, first, second } = at;
    await createDataSet(deployer, "orders", { ImportMode: "SPICE", ...dated.tables });
    await load("own");
    assert.equal(await keyOf(orders), null, "AWS's own key");
    assert.deepEqual(await uses(), [], "which leaves no trace");
    await register(first, second);
    assert.equal(await keyOf(orders), null, "until it is loaded anew");
    await load("one");
    assert.equal(await keyOf(orders), first);
    await deployer.send(
      new PutDataSetRefreshPropertiesCommand({
        ...{ AwsAccountId, DataSetId: "orders", DataSetRefreshProperties: dated.refresh },
      }),
    );
    await register(second, first);
    assert.equal((await load("more", "INCREMENTAL_REFRESH"))?.IngestionStatus, "COMPLETED");
    assert.equal(await keyOf(orders), first, "of which an incremental load only adds to the rows");
    assert.deepEqual(await grantsOn(second), []);
    await load("two", "FULL_REFRESH");
    assert.equal(await keyOf(orders), second);
    const Operations = ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"];
    const principals = { GranteePrincipal: quicksight, RetiringPrincipal: quicksight };
    assert.deepEqual(await grantsOn(first), []);
    assert.deepEqual(await grantsOn(second), [{ ...principals, Operations, context: orders }]);
    await register();
    await load("none");
    assert.equal(await keyOf(orders), null);
    assert.deepEqual(await grantsOn(second), []);
  });

  it("is nothing of a data set that left SPICE, until it is back", async () => {
    const { deployer, first } = at;
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    const change = { AwsAccountId, DataSetId: "orders", Name: "orders", ...table("region") };
    await deployer.send(new UpdateDataSetCommand({ ...change, ImportMode: "DIRECT_QUERY" }));
    assert.equal(await keyOf(orders), undefined);
    assert.deepEqual(await grantsOn(first), []);
    assert.equal((await read()).Opened, true);
    await deployer.send(new UpdateDataSetCommand({ ...change, ImportMode: "SPICE" }));
    assert.equal(await keyOf(orders), first);
  });

  it("is what it was, with no grant more, when QuickSight may not use the new default key", async () => {
    const { kms, deployer, first, second } = at;
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId: second }));
    const policy = JSON.parse(Policy) as { Statement: object[] };
    policy.Statement.push({
      ...{ Effect: "Deny", Principal: { Service: quicksight } },
      ...{ Action: "kms:GenerateDataKey*", Resource: "*" },
    });
    await kms.send(new PutKeyPolicyCommand({ KeyId: second, Policy: JSON.stringify(policy) }));
    await register(second, first);
    assert.equal((await load("denied"))?.IngestionStatus, "FAILED");
    assert.equal(await keyOf(orders), first);
    assert.deepEqual(await grantsOn(second), []);
    assert.equal(named(await uses()).at(-1), "CreateGrant", "on the key that is in force");
    assert.equal((await read()).Opened, true);
  });

  it("are a source's own user name and password, written under another key by an update, and no secret", async () => {
    const { deployer, first, second } = at;
    const source = arn("datasource/db");
    assert.equal(await keyOf(source), undefined, "made before there was a key");
    await register(first);
    const update = () =>
      deployer.send(
        new UpdateDataSourceCommand({ AwsAccountId, DataSourceId: "db", Name: "db", ...database }),
      );
    await update();
    assert.equal(await keyOf(source), first);
    await register(second, first);
    assert.equal(await keyOf(source), first, "another default alone changes nothing");
    await update();
    assert.equal(await keyOf(source), second);
    assert.deepEqual(await grantsOn(first), []);
    assert.deepEqual(
      (await grantsOn(second)).map(({ context }) => context),
      [source],
    );
    assert.ok(named(await uses(source)).includes("GenerateDataKey"));
  });

  it("is read by who opens a dashboard, with every data set that it shows", async () => {
    const { kms, deployer, first, second } = at;
    const ana = "ana@example.com";
    await registerPerson(deployer, ana);
    await registerPerson(deployer, "bo@example.com");
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    await register(second, first);
    await createDataSet(deployer, "people", { ImportMode: "SPICE" });
    await createDashboard(deployer, "sales", {
      Definition: showing("orders", "people"),
      Permissions: [{ Principal: personArn(ana), Actions: sets.dashboardViewer }],
    });
    const open = (email: string) => read({ Dashboard: "sales", User: personArn(email) });
    assert.equal((await open(ana)).Opened, true);
    assert.deepEqual(named(await uses()).at(-1), "Decrypt");
    assert.deepEqual(named(await uses(arn("dataset/people"))).at(-1), "Decrypt");
    const before = (await uses()).length;
    assert.match((await open("bo@example.com")).Reason ?? "", /can't open Dashboard sales/);
    assert.equal((await uses()).length, before, "who may not open it reads nothing");
    await kms.send(new DisableKeyCommand({ KeyId: second }));
    const { Opened, DataSets } = await open(ana);
    assert.equal(Opened, false);
    assert.deepEqual(
      DataSets.map((one) => [one.Id, one.Opened]),
      [
        ["orders", true],
        ["people", false],
      ],
    );
  });

  it("says what is wrong with what the control routes are told", async () => {
    for (const [path, body] of [
      ["/_sim/reads", {}],
      ["/_sim/reads", { DataSet: "a", Dashboard: "b" }],
      ["/_sim/reads", { DataSet: "missing" }],
      ["/_sim/clock", { advanceMs: -1 }],
    ] as const) {
      assert.equal((await simulation.control("POST", path, body)).status, 400);
    }
  });

  for (const retireGrantsLast of [false, true]) {
    it(`is what the audit of keys says of it${retireGrantsLast ? ", also where the former grant goes last" : ""}`, async () => {
      const { deployer, first, second } = at;
      await control("POST", "/_sim/options", { retireGrantsLast });
      /** By the events alone; the simulator's own answer comes from elsewhere. */
      const stateOf = async (defaultKey?: string) => {
        const row = await audited(defaultKey);
        assert.equal(row?.key ?? null, await keyOf(orders));
        return row?.state;
      };
      await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
      assert.equal(await stateOf(), "never");
      await register(first, second);
      await load("one");
      assert.equal((await read()).Opened, true);
      assert.equal(await stateOf(first), "current");
      await register(second, first);
      assert.equal(await stateOf(second), "stale");
      await advance(60_000);
      await load("two");
      assert.equal(await stateOf(second), "current");
      await register();
      await advance(60_000);
      await load("none");
      assert.equal(await stateOf(), "retired");
    });
  }
});
