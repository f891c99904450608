import assert from "node:assert/strict";
import {
  ConflictException,
  CreateVPCConnectionCommand,
  DeleteDataSourceCommand,
  DescribeDataSourceCommand,
  InvalidParameterValueException,
  ListDataSourcesCommand,
  ListTagsForResourceCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import type { CreateDataSourceCommandInput } from "@aws-sdk/client-quicksight";
import { arn, createDataSource, database } from "./support/assets.ts";
import { breaksModel } from "./support/breaksModel.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const source = { AwsAccountId, DataSourceId: "db" };
const update = { ...source, Name: "renamed", ...database };
const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`;

describe("simulator: data sources", () => {
  const { client, clientWith, control, reset } = simulated();
  const describeSource = async () =>
    (await client().send(new DescribeDataSourceCommand(source))).DataSource;
  const send = (input: Partial<typeof update>) =>
    client().send(new UpdateDataSourceCommand({ ...update, ...input }));

  it("are created over time", async () => {
    reset({ assetDelayMs: 400 });
    await createDataSource(client(), "db");
    assert.equal((await describeSource())?.Status, "CREATION_IN_PROGRESS");
    await refused(send({}), ConflictException, { status: 409 });
    await new Promise((resolve) => setTimeout(resolve, 450));
    assert.equal((await describeSource())?.Status, "CREATION_SUCCESSFUL");
  });

  it("never show or keep a user name or password", async () => {
    await createDataSource(client(), "db");
    const seen = JSON.stringify([await describeSource(), await control("GET", "/_sim/state")]);
    assert.doesNotMatch(seen, /not-to-be-seen|"reader"/);
  });

  it("show which secret they use, and forget it when an update sends other credentials", async () => {
    await createDataSource(client(), "db", { Credentials: { SecretArn } });
    const created = await describeSource();
    assert.equal(created?.SecretArn, SecretArn);
    assert.equal(created.CredentialStatus, "CONNECTED");
    await send({});
    const updated = await describeSource();
    assert.deepEqual(
      [updated?.Status, updated?.Name, updated?.SecretArn],
      ["UPDATE_SUCCESSFUL", "renamed", undefined],
    );
  });

  it("take over the secret of another data source", async () => {
    await createDataSource(client(), "other", { Credentials: { SecretArn } });
    const CopySourceArn = arn("datasource/other");
    await createDataSource(client(), "db", { Credentials: { CopySourceArn } });
    assert.equal((await describeSource())?.SecretArn, SecretArn);
  });

  it("fail when the data source to copy from does not exist", async () => {
    const CopySourceArn = arn("datasource/nobody");
    await createDataSource(client(), "db", { Credentials: { CopySourceArn } });
    const failed = await describeSource();
    assert.equal(failed?.Status, "CREATION_FAILED");
    assert.equal(failed.ErrorInfo?.Type, "COPY_SOURCE_NOT_FOUND");
  });

  it("want parameters and credentials with every update, in the words of AWS", async () => {
    await createDataSource(client(), "db");
    for (const member of ["DataSourceParameters", "Credentials"]) {
      const label = member === "Credentials" ? "DataSourceCredentials" : member;
      await refused(send({ [member]: undefined }), InvalidParameterValueException, {
        status: 400,
        message: `${label} field is incorrectly set`,
      });
    }
  });

  it("refuse parameters of another type, in the words of AWS, and take those of RDS for its engines", async () => {
    const rds = { RdsParameters: { InstanceId: "sales", Database: "sales" } };
    const athena = { AthenaParameters: {} };
    const create = (
      Type: CreateDataSourceCommandInput["Type"],
      DataSourceParameters: CreateDataSourceCommandInput["DataSourceParameters"],
    ) => createDataSource(client(), "db", { Type, DataSourceParameters });
    const wrong = { status: 400, message: "DataSourceParameters field is incorrectly set" };
    await Promise.all(
      [
        create("MYSQL", database.DataSourceParameters),
        create("POSTGRESQL", athena),
        create("ATHENA", rds),
      ].map((call) => refused(call, InvalidParameterValueException, wrong)),
    );
    await create("POSTGRESQL", rds);
    const update = send({ DataSourceParameters: athena as never });
    await refused(update, InvalidParameterValueException, wrong);
    await send({});
  });

  it("take a key pair only where the parameters ask for one, in the words of AWS", async () => {
    const create = (AuthenticationType?: "KEYPAIR" | "PASSWORD") =>
      createDataSource(client(), "db", {
        Type: "SNOWFLAKE",
        DataSourceParameters: {
          SnowflakeParameters: { Host: "x", Database: "d", Warehouse: "w", AuthenticationType },
        },
        Credentials: {
          KeyPairCredentials: {
            KeyPairUsername: "reader",
            PrivateKey: `-----BEGIN PRIVATE KEY-----\n${`${"bm8ga2V5".repeat(8)}\n`.repeat(26)}-----END PRIVATE KEY-----`,
          },
        },
      });
    await Promise.all(
      [create(), create("PASSWORD")].map((call) =>
        refused(call, InvalidParameterValueException, {
          status: 400,
          message: "CredentialsPair Flow does not support KeyPair authentication",
        }),
      ),
    );
    await create("KEYPAIR");
  });

  it("refuse parameters that are of no use without others", async () => {
    const snowflake = { Host: "x", Database: "d", Warehouse: "w" };
    const RoleArn = "arn:aws:iam::111122223333:role/reader";
    const OAuthParameters = { TokenProviderUrl: "https://login.example.com/token" };
    const redshift = { Database: "d", ClusterId: "c" };
    const create = (
      Type: CreateDataSourceCommandInput["Type"],
      DataSourceParameters: CreateDataSourceCommandInput["DataSourceParameters"],
    ) => createDataSource(client(), "db", { Type, DataSourceParameters, Credentials: undefined });
    const ofSnowflake = (more: object) =>
      create("SNOWFLAKE", { SnowflakeParameters: { ...snowflake, ...more } });
    const ofRedshift = (members: object) =>
      create("REDSHIFT", { RedshiftParameters: { Database: "d", ...members } });
    await Promise.all(
      [
        ofSnowflake({ AuthenticationType: "TOKEN" }),
        ofSnowflake({ AuthenticationType: "KEYPAIR", OAuthParameters }),
        ofSnowflake({ OAuthParameters }),
        ofRedshift({ Host: "h" }),
        ofRedshift({ ...redshift, IAMParameters: { RoleArn, AutoCreateDatabaseUser: true } }),
        create("ATHENA", { AthenaParameters: { ConsumerAccountRoleArn: RoleArn } }),
      ].map((call) =>
        refused(call, InvalidParameterValueException, {
          ...{ status: 400, message: "DataSourceParameters field is incorrectly set" },
        }),
      ),
    );
    const IAMParameters = { RoleArn, DatabaseUser: "bi" };
    await ofRedshift({ ...redshift, IAMParameters });
    // A role is in place of credentials, also when it changes.
    await client().send(
      new UpdateDataSourceCommand({
        ...{ AwsAccountId, DataSourceId: "db", Name: "Db" },
        DataSourceParameters: { RedshiftParameters: { ...redshift, IAMParameters } },
      }),
    );
  });

  it("refuse credentials of two kinds, and an ARN that is not a secret's", async () => {
    const twoKinds = { Credentials: { ...database.Credentials, SecretArn } };
    await refused(createDataSource(client(), "db", twoKinds), InvalidParameterValueException, {
      status: 400,
      message: /^Only one of \[CredentialPair, .* at 'credentials'\.$/,
    });
    const other = { SecretArn: `arn:aws:ssm:eu-west-1:${AwsAccountId}:parameter/db` };
    await breaksModel(
      createDataSource(client(), "db", { Credentials: other }),
      /^1 validation error detected: Value at 'credentials\.secretArn' .* pattern: /,
    );
  });

  it("are listed in their Region only, and refuse an id that is taken there", async () => {
    await createDataSource(client(), "db");
    await refused(createDataSource(client(), "db"), ResourceExistsException, {
      status: 409,
      resourceType: "DATA_SOURCE",
    });
    const american = clientWith({ region: "us-east-1" });
    const list = new ListDataSourcesCommand({ AwsAccountId });
    assert.deepEqual((await american.send(list)).DataSources, []);
    assert.equal((await client().send(list)).DataSources?.[0]?.Arn, arn("datasource/db"));
  });

  it("use a VPC connection that exists", async () => {
    const VpcConnectionArn = arn("vpcConnection/vpc");
    const VpcConnectionProperties = { VpcConnectionArn };
    const create = () => createDataSource(client(), "db", { VpcConnectionProperties });
    await refused(create(), ResourceNotFoundException, {
      status: 404,
      resourceType: "VPC_CONNECTION",
    });
    await client().send(
      new CreateVPCConnectionCommand({
        AwsAccountId,
        VPCConnectionId: "vpc",
        Name: "vpc",
        SubnetIds: ["subnet-1", "subnet-2"],
        SecurityGroupIds: ["sg-1"],
        RoleArn: `arn:aws:iam::${AwsAccountId}:role/quicksight-vpc`,
      }),
    );
    await create();
    assert.deepEqual((await describeSource())?.VpcConnectionProperties, VpcConnectionProperties);
    const { DataSourceParameters } = (await describeSource()) ?? {};
    await client().send(
      new UpdateDataSourceCommand({
        ...{ ...source, Name: "moved", DataSourceParameters },
        Credentials: { CredentialPair: { Username: "u", Password: "p" } },
      }),
    );
    const { Name, VpcConnectionProperties: left } = (await describeSource()) ?? {};
    assert.deepEqual([Name, left], ["moved", VpcConnectionProperties], "an update leaves it there");
  });

  it("are gone with their tags once deleted", async () => {
    await createDataSource(client(), "db", { Tags: [{ Key: "team", Value: "bi" }] });
    const tags = () =>
      client().send(new ListTagsForResourceCommand({ ResourceArn: arn("datasource/db") }));
    assert.equal((await tags()).Tags?.length, 1);
    await client().send(new DeleteDataSourceCommand(source));
    await refused(describeSource(), ResourceNotFoundException, {
      status: 404,
      resourceType: "DATA_SOURCE",
    });
    await refused(tags(), ResourceNotFoundException, { status: 404 });
  });
});
