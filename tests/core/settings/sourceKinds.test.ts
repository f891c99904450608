import assert from "node:assert/strict";
import { CreateDataSourceCommand, DescribeDataSourceCommand } from "@aws-sdk/client-quicksight";
import { dataSourceSettings } from "../../../core/settings/dataSettings.ts";
import { parametersOf } from "../../../core/settings/parametersOf.ts";
import {
  fromDataSourceParameters,
  toDataSourceParameters,
} from "../../../local/aws-plugin/resources/quicksightDataSourceParameters.ts";
import { AwsAccountId, simulated } from "../../simulator/support/simulated.ts";
import { exampleSources } from "./support/exampleSources.ts";
import { problemsOf } from "./support/problemsOf.ts";

const server = { host: "db", port: 1, database: "d" };

function wrongWith(source: object): string[] {
  const named = { name: "Db", owners: ["admin"], ...source };
  return problemsOf({ sources: { db: named } }).map((problem) =>
    problem.replace("dataSources.db.", ""),
  );
}

describe("a data source of each type of database", () => {
  const { client } = simulated();

  for (const [index, { type, address, source }] of exampleSources().entries()) {
    it(`${type} is made at ${address.fields.join(", ") || "its work group"}`, async () => {
      const { db } = dataSourceSettings.parse({ db: source });
      assert.ok(db !== undefined && db.type !== "S3");
      const parameters = parametersOf(db);
      assert.deepEqual(Object.keys(parameters), [address.parameters]);
      const id = { AwsAccountId, DataSourceId: `s${index}` };
      await client().send(
        new CreateDataSourceCommand({
          ...{ ...id, Name: type, Type: type },
          DataSourceParameters: toDataSourceParameters(parameters),
        }),
      );
      const { DataSource } = await client().send(new DescribeDataSourceCommand(id));
      // Nothing that the settings say is lost on the way, neither by the native resource nor by the API.
      assert.deepEqual(fromDataSourceParameters(DataSource?.DataSourceParameters), parameters);
      assert.equal(DataSource?.Type, type);
    });
  }
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
    const forAthena = "Athena does not take that, but workGroup, roleArn; leave it out";
    assert.deepEqual(wrongWith({ type: "ATHENA", secret: "s", ssl: false, host: "h" }), [
      `host: is wrong (got "h"); ${forAthena}`,
      `secret: is wrong (got "s"); ${forAthena}`,
      `ssl: is wrong (got false); ${forAthena}`,
    ]);
  });

  it("goes with a secret wherever it is signed in to", () => {
    assert.deepEqual(wrongWith({ type: "REDSHIFT", clusterId: "c", database: "d" }), [
      "secret: is missing; Redshift is signed in to with username and password; give the name or the ARN of a secret that has both",
    ]);
    assert.deepEqual(wrongWith({ type: "ATHENA" }), []);
  });

  it("names the types there are when it is of another", () => {
    const [problem = ""] = wrongWith({ type: "DB2", ...server, secret: "s" });
    assert.match(problem, /ATHENA.*TERADATA/);
  });
});
