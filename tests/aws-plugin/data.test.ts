import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListAliasesCommand,
} from "@aws-sdk/client-kms";
import {
  DeleteFolderMembershipCommand,
  DeleteRefreshScheduleCommand,
  DescribeDataSetCommand,
  DescribeDataSetRefreshPropertiesCommand,
  DescribeDataSourceCommand,
  DescribeDataSourcePermissionsCommand,
  DescribeFolderCommand,
  DescribeKeyRegistrationCommand,
  QuickSightClient,
  UpdateDataSetCommand,
  UpdateDataSourcePermissionsCommand,
  UpdateKeyRegistrationCommand,
  type DataSet,
} from "@aws-sdk/client-quicksight";
import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
  UpdateSecretCommand,
} from "@aws-sdk/client-secrets-manager";
import { startFixture, type Fixture } from "./startFixture.ts";

const password = "correct-horse-battery";
const viewer = ["DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"].map(
  (action) => `quicksight:${action}`,
);

/** What the console makes where QuickSight is first given access to buckets. */
const serviceRole = {
  RoleName: "aws-quicksight-service-role-v0",
  Path: "/service-role/",
  AssumeRolePolicyDocument: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "quicksight.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  }),
};

type Definition = Required<Pick<DataSet, "Name" | "PhysicalTableMap" | "ImportMode">>;

describe("local aws plugin: keys, secrets and data under the real engine", function () {
  this.timeout(60_000);

  let fixture: Fixture;
  let outputs: Record<string, string>;
  let quicksight: QuickSightClient;
  let kms: KMSClient;
  let secrets: SecretsManagerClient;

  before(async () => {
    fixture = await startFixture("fixture-data", {}, { password });
    quicksight = fixture.client(QuickSightClient);
    kms = fixture.client(KMSClient);
    secrets = fixture.client(SecretsManagerClient);
    const iam = fixture.client(IAMClient);
    await iam.send(new CreateRoleCommand(serviceRole));
    iam.destroy();
    await up();
    outputs = await fixture.outputs();
  });

  after(() => fixture.close());

  const up = () => fixture.workspace.run(["up", "--yes", "--skip-preview"]);
  const set = (...setting: string[]) => fixture.workspace.run(["config", "set", ...setting]);
  const refresh = () => fixture.workspace.run(["refresh", "--yes", "--skip-preview"]);
  const account = () => ({ AwsAccountId: fixture.accountId });
  const source = (DataSourceId: string) => ({ ...account(), DataSourceId });
  const dataSet = (DataSetId: string) => ({ ...account(), DataSetId });
  const groupArn = (name: string) =>
    `arn:aws:quicksight:eu-west-1:${fixture.accountId}:group/default/${name}`;

  /** Who may do how much with a data source, as `analysts 3`. */
  const permissionsOf = async (id: string) => {
    const { Permissions = [] } = await quicksight.send(
      new DescribeDataSourcePermissionsCommand(source(id)),
    );
    return Permissions.map(
      ({ Principal = "", Actions = [] }) => `${Principal.split("/").pop()} ${Actions.length}`,
    ).toSorted();
  };
  const registeredKeys = async () => {
    const { KeyRegistration = [] } = await quicksight.send(
      new DescribeKeyRegistrationCommand(account()),
    );
    return KeyRegistration.map(({ KeyArn }) => KeyArn);
  };

  it("gives ids, generated names and outputs as the released provider does", () => {
    assert.match(outputs.aliasName ?? "", /^alias\/data-[0-9a-f]{7}$/);
    assert.match(outputs.secretArn ?? "", /:secret:database-[0-9a-f]{7}-\w{6}$/);
    assert.ok(outputs.versionId?.startsWith(`${outputs.secretArn}|`), outputs.versionId);
    assert.equal(outputs.registrationId, fixture.accountId);
    assert.equal(outputs.sourceId, `${fixture.accountId}/warehouse`);
    assert.match(outputs.shopName ?? "", /^shop-[0-9a-f]{7}$/);
    assert.equal(outputs.dataSetId, `${fixture.accountId},orders`);
    assert.equal(outputs.membershipId, `${fixture.accountId},sales-inner,DATASET,orders`);
    assert.equal(
      outputs.columns,
      "id INTEGER, region STRING, email STRING, ordered DATETIME, customer INTEGER, customer name STRING",
    );
  });

  it("sends what the program wrote", async () => {
    const { DataSource: warehouse } = await quicksight.send(
      new DescribeDataSourceCommand(source("warehouse")),
    );
    assert.equal(warehouse?.SecretArn, outputs.secretArn);
    assert.deepEqual(warehouse?.DataSourceParameters, {
      PostgreSqlParameters: { Host: "first.db.example.com", Port: 5432, Database: "warehouse" },
    });
    const { DataSet: orders } = await quicksight.send(
      new DescribeDataSetCommand(dataSet("orders")),
    );
    assert.equal(orders?.PhysicalTableMap?.customers?.CustomSql?.Name, "customers");
    assert.deepEqual(orders.FieldFolders, {
      who: { columns: ["customer name"], description: "first" },
    });
    const { SecretString = "" } = await secrets.send(
      new GetSecretValueCommand({ SecretId: outputs.secretArn }),
    );
    assert.deepEqual(JSON.parse(SecretString), { username: "bi", password, stage: "first" });
  });

  it("changes nothing when the program did not change, and sees no drift where there is none", async () => {
    await fixture.workspace.run(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);
    assert.deepEqual(await fixture.pending(), []);
  });

  it("keeps secrets encrypted in the state", async () => {
    const { stdout } = await fixture.workspace.run(["stack", "export"]);
    assert.ok(!stdout.includes(password), "the password is readable in the state");
    assert.match(stdout, /"dataSourceId": "shop"/);
  });

  it("sees what others changed, and puts it right", async () => {
    const { DataSet: orders } = await quicksight.send(
      new DescribeDataSetCommand(dataSet("orders")),
    );
    const open = {
      RowLevelPermissionDataSet: undefined,
      ColumnLevelPermissionRules: undefined,
    };
    await quicksight.send(
      new UpdateDataSetCommand({ ...(orders as Definition), ...open, ...dataSet("orders") }),
    );
    // The program gives nobody permissions on this one.
    const GrantPermissions = [{ Principal: groupArn("analysts"), Actions: viewer }];
    await quicksight.send(
      new UpdateDataSourcePermissionsCommand({ ...source("shop"), GrantPermissions }),
    );
    await quicksight.send(new UpdateKeyRegistrationCommand({ ...account(), KeyRegistration: [] }));
    const member = { FolderId: "sales-inner", MemberType: "DATASET", MemberId: "orders" } as const;
    await quicksight.send(new DeleteFolderMembershipCommand({ ...account(), ...member }));
    const ScheduleId = "daily";
    await quicksight.send(new DeleteRefreshScheduleCommand({ ...dataSet("orders"), ScheduleId }));
    await kms.send(new DisableKeyRotationCommand({ KeyId: outputs.keyArn }));
    await secrets.send(
      new UpdateSecretCommand({ SecretId: outputs.secretArn, Description: "changed" }),
    );

    await refresh();
    assert.deepEqual(await fixture.pending(), [
      "create FolderMembership orders",
      "create KeyRegistration keys",
      "create RefreshSchedule daily",
      "update DataSet orders",
      "update DataSource shop",
      "update Key data",
      "update Secret database",
    ]);
    await up();
    const { DataSet: restored } = await quicksight.send(
      new DescribeDataSetCommand(dataSet("orders")),
    );
    assert.match(restored?.RowLevelPermissionDataSet?.Arn ?? "", /dataset\/rules$/);
    assert.deepEqual(restored?.ColumnLevelPermissionRules, [
      { Principals: [groupArn("admins")], ColumnNames: ["email"] },
    ]);
    assert.deepEqual(await permissionsOf("shop"), []);
    assert.deepEqual(await registeredKeys(), [outputs.keyArn]);
    const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId: outputs.keyArn }));
    assert.equal(rotation.KeyRotationEnabled, true);
  });

  it("updates in place, and replaces what cannot be updated", async () => {
    await set("stage", "second");
    assert.deepEqual(await fixture.pending(), [
      "replace DataSource files",
      "replace SecretVersion database",
      "update DataSet orders",
      "update DataSet rules",
      "update DataSource warehouse",
      "update Folder sales",
      "update Key data",
      "update RefreshSchedule daily",
      "update Secret database",
    ]);
    await up();
    const { DataSource: warehouse } = await quicksight.send(
      new DescribeDataSourceCommand(source("warehouse")),
    );
    assert.equal(
      warehouse?.DataSourceParameters?.PostgreSqlParameters?.Host,
      "second.db.example.com",
    );
    assert.equal(warehouse.SecretArn, outputs.secretArn);
    assert.deepEqual(await permissionsOf("warehouse"), ["admins 3"]);
    const { DataSetRefreshProperties: properties } = await quicksight.send(
      new DescribeDataSetRefreshPropertiesCommand(dataSet("orders")),
    );
    const window = properties?.RefreshConfiguration?.IncrementalRefresh?.LookbackWindow;
    assert.equal(window?.Size, 2);
    const { Folder: folder } = await quicksight.send(
      new DescribeFolderCommand({ ...account(), FolderId: "sales" }),
    );
    assert.equal(folder?.Name, "Sales second");
    await assert.rejects(
      quicksight.send(new DescribeDataSourceCommand(source("files-first"))),
      /not found/,
    );
    const { SecretString = "" } = await secrets.send(
      new GetSecretValueCommand({ SecretId: outputs.secretArn }),
    );
    assert.match(SecretString, /"stage":"second"/);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: outputs.aliasName }));
    assert.equal(KeyMetadata?.Description, "second");
    assert.deepEqual(await fixture.pending(), []);
  });

  it("leaves nothing behind after destroy", async () => {
    await fixture.workspace.run(["destroy", "--yes", "--skip-preview"]);
    const state = await (await fetch(`${fixture.simulator.url}/_sim/state`)).text();
    assert.doesNotMatch(state, /warehouse|shop|orders|rules|sales/);
    assert.deepEqual(await registeredKeys(), []);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: outputs.keyArn }));
    assert.equal(KeyMetadata?.KeyState, "PendingDeletion");
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
    assert.deepEqual(
      Aliases.filter(({ AliasName }) => AliasName === outputs.aliasName),
      [],
    );
    const { SecretList } = await secrets.send(new ListSecretsCommand({}));
    assert.deepEqual(SecretList, []);
    assert.deepEqual(fixture.simulator.violations(), []);
  });
});
