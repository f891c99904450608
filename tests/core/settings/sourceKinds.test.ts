import assert from "node:assert/strict";
import {
  CreateDataSourceCommand,
  type DataSourceParameters,
  DescribeDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import { isNative } from "../../../core/settings/addressOf.ts";
import { dataSourceSettings } from "../../../core/settings/dataSettings.ts";
import { apiParametersOf, parametersOf } from "../../../core/settings/parametersOf.ts";
import {
  fromDataSourceParameters,
  toDataSourceParameters,
} from "../../../local/aws-plugin/resources/quicksightDataSourceParameters.ts";
import { AwsAccountId, simulated } from "../../simulator/support/simulated.ts";
import { exampleSources } from "./support/exampleSources.ts";
import { problemsOf } from "./support/problemsOf.ts";

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:acme/db-a1b2c3";
const server = { host: "db", port: 1, database: "d" };

function wrongWith(source: object): string[] {
  const named = { name: "Db", owners: ["admin"], ...source };
  return problemsOf({ sources: { db: named } }).map((problem) =>
    problem.replace("dataSources.db.", ""),
  );
}

describe("a data source of each type of database", () => {
  const { client } = simulated();

  for (const [index, { type, address, signIn, source }] of exampleSources().entries()) {
    const place = address.fields.join(", ") || "its work group";
    it(`${type} is made at ${place} with ${signIn.title} (${Object.keys(source).length})`, async () => {
      const { db } = dataSourceSettings.parse({ db: source });
      assert.ok(db !== undefined && db.type !== "S3");
      const native = isNative(db) ? parametersOf(db) : undefined;
      const given = native ? toDataSourceParameters(native) : apiParametersOf(db);
      const id = { AwsAccountId, DataSourceId: `s${index}` };
      await client().send(
        new CreateDataSourceCommand({
          ...{ ...id, Name: type, Type: type },
          ...(signIn.secret && { Credentials: { SecretArn: secretArn } }),
          ...(given && { DataSourceParameters: given as unknown as DataSourceParameters }),
        }),
      );
      const { DataSource } = await client().send(new DescribeDataSourceCommand(id));
      // Nothing that the settings say is lost on the way, neither by the native resource nor by the API.
      assert.deepEqual(DataSource?.DataSourceParameters, apiParametersOf(db));
      if (native)
        assert.deepEqual(fromDataSourceParameters(DataSource?.DataSourceParameters), native);
      assert.equal(DataSource?.Type, type);
    });
  }

  it("is made by the native resource wherever that has all of it", () => {
    const ways = exampleSources().map(({ source }) => {
      const { db } = dataSourceSettings.parse({ db: source });
      assert.ok(db !== undefined && db.type !== "S3");
      return { type: db.type, native: isNative(db), given: Object.keys(source) };
    });
    const types = (native: boolean) => [
      ...new Set(ways.filter((one) => one.native === native).map(({ type }) => type)),
    ];
    assert.deepEqual(
      types(false).filter((type) => !types(true).includes(type)),
      [
        ...[
          "AMAZON_OPENSEARCH",
          "BIGQUERY",
          "EXASOL",
          "S3_TABLES",
          "STARBURST",
          "TIMESTREAM",
          "TRINO",
        ],
      ],
    );
    assert.deepEqual(
      types(false).filter((type) => types(true).includes(type)),
      ["ATHENA", "DATABRICKS", "ORACLE", "REDSHIFT", "SNOWFLAKE"],
    );
  });
});

describe("where a database is", () => {
  it("is told what is missing, for each way there is", () => {
    const found =
      "is missing; PostgreSQL is found by host, port and database, or instanceId and database";
    assert.deepEqual(wrongWith({ type: "POSTGRESQL", host: "db", secret: "s" }), [
      `port: ${found}`,
      `database: ${found}`,
    ]);
    assert.deepEqual(wrongWith({ type: "POSTGRESQL", instanceId: "db", secret: "s" }), [
      `database: ${found}`,
    ]);
    assert.deepEqual(wrongWith({ type: "SPARK", secret: "s" }), [
      "host: is missing; Spark is found by host and port",
      "port: is missing; Spark is found by host and port",
    ]);
  });

  it("is said in one way", () => {
    assert.deepEqual(wrongWith({ type: "MYSQL", ...server, instanceId: "db", secret: "s" }), [
      'instanceId: is wrong (got "db"); leave it out, or host, port and database: MySQL is found by host, port and database, or instanceId and database',
    ]);
  });

  it("is said with what its type takes, and nothing else", () => {
    assert.deepEqual(wrongWith({ type: "TERADATA", ...server, catalog: "c", secret: "s" }), [
      'catalog: is wrong (got "c"); Teradata does not take that, but host, port, database, secret, ssl, vpcConnection; leave it out',
    ]);
    const forAthena =
      "Athena does not take that, but workGroup, roleArn, consumerAccountRoleArn; leave it out";
    assert.deepEqual(wrongWith({ type: "ATHENA", secret: "s", ssl: false, host: "h" }), [
      `host: is wrong (got "h"); ${forAthena}`,
      `secret: is wrong (got "s"); ${forAthena}`,
      `ssl: is wrong (got false); ${forAthena}`,
    ]);
  });

  it("goes with a secret wherever it is signed in to", () => {
    assert.deepEqual(wrongWith({ type: "REDSHIFT", clusterId: "c", database: "d" }), [
      "secret: is missing; Redshift is signed in to with username and password; give the name or the ARN of a secret that has username and password",
    ]);
    assert.deepEqual(wrongWith({ type: "ATHENA" }), []);
  });

  it("is signed in to in one way, with what that needs", () => {
    const snowflake = { type: "SNOWFLAKE", host: "h", database: "d", warehouse: "w", secret: "s" };
    const tokenProviderUrl = "https://login.example.com/token";
    assert.deepEqual(wrongWith({ ...snowflake, authenticationType: "KEYPAIR" }), []);
    assert.deepEqual(wrongWith({ ...snowflake, authenticationType: "TOKEN" }), [
      "tokenProviderUrl: is missing; Snowflake is signed in to with an OAuth client and its secret (authenticationType TOKEN), which needs it",
    ]);
    assert.deepEqual(wrongWith({ ...snowflake, authenticationType: "KEYPAIR", tokenProviderUrl }), [
      `tokenProviderUrl: is wrong (got "${tokenProviderUrl}"); leave it out: Snowflake is signed in to with a key pair (authenticationType KEYPAIR), which does not take it`,
    ]);
    const databricks = {
      type: "DATABRICKS",
      host: "h",
      port: 1,
      sqlEndpointPath: "/x",
      secret: "s",
    };
    assert.deepEqual(wrongWith({ ...databricks, authenticationType: "KEYPAIR" }), [
      'authenticationType: is wrong (got "KEYPAIR"); Databricks takes PASSWORD, TOKEN, X509',
    ]);
    const [problem = ""] = wrongWith({ type: "TRINO", ...server, authenticationType: "TOKEN" });
    assert.match(problem, /Trino does not take that, but host, port, catalog, secret, ssl/);
  });

  it("is Redshift by a role with the user that it becomes, unless that is serverless", () => {
    const roleArn = "arn:aws:iam::111122223333:role/warehouse";
    const cluster = { type: "REDSHIFT", clusterId: "c", database: "d", roleArn };
    const whom =
      "databaseUser: is missing; Redshift is signed in to with a role; say whom it becomes in the database";
    assert.deepEqual(wrongWith(cluster), [whom]);
    assert.deepEqual(wrongWith({ ...cluster, databaseUser: "bi", databaseGroups: ["all"] }), []);
    const host = "bi.111122223333.eu-west-1.redshift-serverless.amazonaws.com";
    const serverless = { type: "REDSHIFT", host, port: 5439, database: "d", roleArn };
    assert.deepEqual(wrongWith(serverless), []);
    assert.deepEqual(wrongWith({ ...serverless, databaseGroups: ["all"] }), [whom]);
    assert.deepEqual(wrongWith({ ...serverless, secret: "s" }), [
      'secret: is wrong (got "s"); leave it out: Redshift is signed in to with a role, which takes no secret',
    ]);
    assert.deepEqual(
      wrongWith({ ...cluster, roleArn: undefined, databaseUser: "bi", secret: "s" }),
      [
        'databaseUser: is wrong (got "bi"); leave it out: Redshift is signed in to with username and password, which does not take it',
      ],
    );
  });

  it("is Athena of another account by the role that assumes the other one", () => {
    const consumerAccountRoleArn = "arn:aws:iam::444455556666:role/lake";
    assert.deepEqual(wrongWith({ type: "ATHENA", consumerAccountRoleArn }), [
      "roleArn: is missing; give the role that assumes consumerAccountRoleArn",
    ]);
  });

  it("names the types there are when it is of another", () => {
    const [problem = ""] = wrongWith({ type: "DB2", ...server, secret: "s" });
    assert.match(problem, /ATHENA.*TERADATA/);
  });
});
