import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DataFile } from "../../components/dataFile.ts";
import { DataSet } from "../../components/dataSet.ts";
import { DataSource, type DatabaseConnection } from "../../components/dataSource.ts";
import { EncryptionKeys } from "../../components/encryptionKeys.ts";
import { collectResources } from "../support/collectResources.ts";
import { seenRows } from "../support/seenRows.ts";
import { scope } from "../support/simulatedNamespace.ts";

const region = "eu-west-1";
const tags = {};
const mysql: DatabaseConnection = {
  type: "MYSQL",
  host: "db.example.com",
  port: 3306,
  database: "sales",
  secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-a1b2c3",
  ssl: true,
};
const group = (name: string) =>
  `arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-${name}`;

/** The inputs of the one resource of a type. */
async function inputsOf(type: string, program: () => unknown): Promise<Record<string, unknown>> {
  const { resources } = await collectResources(program);
  const found = resources.filter(({ urn }) => urn.includes(`${type}::`));
  assert.equal(found.length, 1);
  return found[0]?.inputs ?? {};
}

describe("a data file", () => {
  const declare = (requireSame: () => Promise<void>) => {
    const content = new pulumi.asset.StringAsset("a\n1\n");
    return new DataFile("f", { bucketName: "gov", path: "default/f", content, tags, requireSame });
  };

  it("is handed on once it is there, and is what was checked", async () => {
    const order: string[] = [];
    const { outputs } = await collectResources(() => {
      const { manifest } = declare(() => {
        order.push("checked");
        return Promise.resolve();
      });
      return manifest.apply(({ key }) => {
        order.push(key);
        return { key };
      });
    });
    assert.deepEqual(outputs, { key: "data/default/f.manifest.json" });
    assert.deepEqual(order, ["checked", "data/default/f.manifest.json"]);
  });
});

describe("a data source", () => {
  const inputs = (connection: DatabaseConnection, owners: string[] = [], viewers: string[] = []) =>
    inputsOf("aws:quicksight/dataSource:DataSource", () => {
      const groups = { owners, viewers };
      new DataSource("default-sales", {
        scope,
        region,
        displayName: "Sales",
        connection,
        groups,
        tags,
      });
    });

  it("takes credentials by secret only, and TLS unless it is turned off", async () => {
    const source = await inputs(mysql);
    assert.deepEqual(source["credentials"], { secretArn: mysql.secretArn });
    assert.deepEqual(source["sslProperties"], { disableSsl: false });
    assert.deepEqual(source["parameters"], {
      mysql: { host: "db.example.com", port: 3306, database: "sales" },
    });
    assert.deepEqual((await inputs({ ...mysql, type: "POSTGRESQL", ssl: false }))["parameters"], {
      postgresql: { host: "db.example.com", port: 3306, database: "sales" },
    });
    assert.deepEqual((await inputs({ ...mysql, ssl: false }))["sslProperties"], {
      disableSsl: true,
    });
  });

  it("has neither credentials nor TLS where QuickSight goes there with a role", async () => {
    const source = await inputs({ type: "ATHENA", workGroup: "primary", ssl: true });
    assert.deepEqual(
      [source["type"], source["parameters"], source["credentials"], source["sslProperties"]],
      ["ATHENA", { athena: { workGroup: "primary" } }, undefined, undefined],
    );
  });

  it("goes through a VPC connection when one is given", async () => {
    const vpcConnection = "arn:aws:quicksight:eu-west-1:111122223333:vpcConnection/private";
    assert.equal((await inputs(mysql))["vpcConnectionProperties"], undefined);
    assert.deepEqual((await inputs({ ...mysql, vpcConnection }))["vpcConnectionProperties"], {
      vpcConnectionArn: vpcConnection,
    });
  });

  it("is made by the API where the native resource has no such thing, and is one with it to the engine", async () => {
    const { secretArn } = mysql;
    const declare = (connection: DatabaseConnection) =>
      collectResources(() => {
        const groups = { owners: ["admin"], viewers: [] };
        const shared = { scope, region, displayName: "Lake", groups, tags };
        new DataSource("default-lake", { ...shared, connection });
      });
    const trino = {
      type: "TRINO",
      host: "h",
      port: 443,
      catalog: "hive",
      secretArn,
      ssl: true,
    } as const;
    const { resources } = await declare(trino);
    const [made, ...others] = resources.filter(
      ({ urn }) => urn.includes("uicksight") && !urn.includes("tenant:DataSource::"),
    );
    assert.deepEqual(others, []);
    assert.match(made?.urn ?? "", /dynamic\/quicksight:ApiDataSource::default-lake$/);
    const inputs = made?.inputs ?? {};
    assert.deepEqual(inputs["parameters"], {
      TrinoParameters: { Host: "h", Port: 443, Catalog: "hive" },
    });
    assert.deepEqual(
      [inputs["type"], inputs["credentials"], inputs["sslProperties"], inputs["arn"]],
      [
        ...["TRINO", { secretArn }, { disableSsl: false }],
        "arn:aws:quicksight:eu-west-1:111122223333:datasource/qsgov-default-lake",
      ],
    );
    const roleArn = "arn:aws:iam::111122223333:role/warehouse";
    const redshift = {
      type: "REDSHIFT",
      clusterId: "c",
      database: "d",
      roleArn,
      ssl: false,
    } as const;
    const byRole = await declare({ ...redshift, databaseUser: "bi", databaseGroups: ["readers"] });
    const found = byRole.resources.find(({ urn }) => urn.includes("ApiDataSource"))?.inputs ?? {};
    assert.deepEqual(found["parameters"], {
      RedshiftParameters: {
        ...{ ClusterId: "c", Database: "d" },
        IAMParameters: { RoleArn: roleArn, DatabaseUser: "bi", DatabaseGroups: ["readers"] },
      },
    });
    assert.deepEqual(
      [found["credentials"], found["sslProperties"]],
      [undefined, { disableSsl: true }],
    );
  });

  it("is granted in whole sets, to each group once, and to nobody when nobody is named", async () => {
    assert.equal((await inputs(mysql))["permissions"], undefined);
    const viewer = ["DescribeDataSource", "DescribeDataSourcePermissions", "PassDataSource"];
    const owner = [
      "DeleteDataSource",
      ...viewer,
      "UpdateDataSource",
      "UpdateDataSourcePermissions",
    ];
    const named = (actions: string[]) => actions.map((action) => `quicksight:${action}`);
    assert.deepEqual((await inputs(mysql, ["admin"], ["dev", "admin"]))["permissions"], [
      { principal: group("admin"), actions: named(owner) },
      { principal: group("dev"), actions: named(viewer) },
    ]);
  });
});

describe("a data set", () => {
  const inputs = (from: object, rest: object = {}) =>
    inputsOf("aws:quicksight/dataSet:DataSet", () => {
      new DataSet("default-orders", {
        scope,
        region,
        displayName: "Orders",
        from: { sourceArn: "arn:source", ...from },
        columns: [
          { name: "country", type: "STRING" },
          { name: "amount", type: "DECIMAL" },
        ],
        importMode: "DIRECT_QUERY",
        groups: { owners: [], viewers: ["dev"] },
        rulesStore: { bucketName: "bucket", roleArn: "arn:role" },
        tags,
        ...rest,
      });
    });
  const inputColumns = [
    { name: "country", type: "STRING" },
    { name: "amount", type: "DECIMAL" },
  ];

  it("reads a table or a query, with the columns in their order", async () => {
    assert.deepEqual(
      (await inputs({ table: { schema: "sales", name: "orders" } }))["physicalTableMaps"],
      [
        {
          physicalTableMapId: "table",
          relationalTable: {
            dataSourceArn: "arn:source",
            schema: "sales",
            name: "orders",
            inputColumns,
          },
        },
      ],
    );
    const ofAthena = { catalog: "AwsDataCatalog", schema: "sales", name: "orders" };
    assert.deepEqual((await inputs({ table: ofAthena }))["physicalTableMaps"], [
      {
        physicalTableMapId: "table",
        relationalTable: { dataSourceArn: "arn:source", ...ofAthena, inputColumns },
      },
    ]);
    assert.deepEqual((await inputs({ sql: "select 1" }))["physicalTableMaps"], [
      {
        physicalTableMapId: "table",
        customSql: {
          dataSourceArn: "arn:source",
          name: "Orders",
          sqlQuery: "select 1",
          columns: inputColumns,
        },
      },
    ]);
  });

  it("reads a file by a table whose id follows the content, with the logical table that names it", async () => {
    const before = await inputs({ fileVersion: "a" });
    const after = await inputs({ fileVersion: "b" });
    const idOf = (tables: unknown) =>
      (tables as { physicalTableMapId: string }[]).map((table) => table.physicalTableMapId);
    assert.deepEqual(idOf(before["physicalTableMaps"]), ["file-a"]);
    assert.deepEqual(idOf(after["physicalTableMaps"]), ["file-b"]);
    // Undeclared, an update would send the one of the state, which names the table that is gone.
    assert.deepEqual(after["logicalTableMaps"], [
      { logicalTableMapId: "file", alias: "file", source: { physicalTableId: "file-b" } },
    ]);
  });

  it("declares of a file what QuickSight fills in, and no first row, which it never tells", async () => {
    const [table] = (await inputs({ fileVersion: "a" }))["physicalTableMaps"] as {
      s3Source: { uploadSettings: object };
    }[];
    assert.deepEqual(table?.s3Source.uploadSettings, {
      format: "CSV",
      delimiter: ",",
      textQualifier: "DOUBLE_QUOTE",
      containsHeader: true,
    });
  });

  it("names a query as people call the data set, as far as the provider takes it", async () => {
    const nameOf = async (displayName: string) => {
      const { physicalTableMaps } = await inputs({ sql: "select 1" }, { displayName });
      return (physicalTableMaps as { customSql: { name: string } }[])[0]?.customSql.name ?? "";
    };
    assert.equal(await nameOf("n".repeat(64)), "n".repeat(64));
    assert.equal(await nameOf("n".repeat(128)), "n".repeat(64));
    // The provider counts bytes.
    assert.equal(await nameOf("ü".repeat(64)), "ü".repeat(32));
    assert.equal(await nameOf(`a${"ü".repeat(64)}`), `a${"ü".repeat(31)}`);
  });

  it("on a table has an alias of at most 64 bytes, and the table its whole name", async () => {
    const { resources } = await collectResources(() => {
      new DataSet("default-costs", {
        ...{ scope, region, tags, displayName: "Costs", importMode: "DIRECT_QUERY" as const },
        from: { sourceArn: "arn:source", table: { name: "ü".repeat(64) } },
        columns: [{ name: "account_id", type: "STRING" }],
        groups: { owners: [], viewers: ["readers"] },
        rulesStore: { bucketName: "bucket", roleArn: "arn:role" },
      });
    });
    const { inputs } =
      resources.find(({ urn }) => urn.includes("quicksight/dataSet:DataSet::")) ?? {};
    const { logicalTableMaps, physicalTableMaps } = inputs as {
      logicalTableMaps: { alias: string }[];
      physicalTableMaps: { relationalTable: { name: string } }[];
    };
    assert.equal(logicalTableMaps[0]?.alias, "ü".repeat(32));
    assert.equal(physicalTableMaps[0]?.relationalTable.name, "ü".repeat(64));
  });

  it("shows a column to the groups of its rule", async () => {
    const columnRules = [{ columns: ["amount"], groups: ["pii", "admin"] }];
    assert.deepEqual(
      (await inputs({ sql: "select 1" }, { columnRules }))["columnLevelPermissionRules"],
      [{ columnNames: ["amount"], principals: [group("pii"), group("admin")] }],
    );
  });

  it("limits sessions without a user by their tags, in one order, enabled, with the values for all rows kept secret", async () => {
    const tagRules = {
      region: { column: "region" },
      customer: { column: "customer", delimiter: ",", matchAll: pulumi.secret("*") },
    };
    const declared = await inputs({ sql: "select 1" }, { tagRules });
    // Mocks are handed a secret as an object around it.
    assert.deepEqual((declared["rowLevelPermissionTagConfiguration"] as { value?: object }).value, {
      status: "ENABLED",
      tagRules: [
        {
          ...{ tagKey: "customer", columnName: "customer" },
          ...{ tagMultiValueDelimiter: ",", matchAllValue: "*" },
        },
        { tagKey: "region", columnName: "region" },
      ],
    });
  });
});

describe("the rows that a person sees", () => {
  const arnOf = (name: string) => group(name);
  /** The rules file as it is published for a data set with these rules. */
  async function rulesOf(rowRules: { group: string; values: Record<string, string[]> }[]) {
    const { resources } = await collectResources(() => {
      new DataSet("default-costs", {
        ...{ scope, region, tags, displayName: "Costs", importMode: "SPICE" as const },
        from: { sourceArn: "arn:source", fileVersion: "a" },
        columns: [{ name: "account_id", type: "STRING" }],
        groups: { owners: [], viewers: ["readers"] },
        ...{ rowRules, rulesStore: { bucketName: "bucket", roleArn: "arn:role" } },
      });
    });
    const file = resources.find(({ urn }) => urn.endsWith("BucketObjectv2::default-costs-rules"));
    const { text } = file?.inputs["source"] as { text: string | Promise<string> };
    return text;
  }
  const ids = Array.from({ length: 200 }, (_, index) => String(100_000_000_001 + index));
  const rows = ids.map((account_id) => ({ account_id }));
  const seen = async (rules: Parameters<typeof rulesOf>[0], ...groups: string[]) =>
    seenRows({ rules: await rulesOf(rules), rows, groups: groups.map(arnOf) }).map(
      ({ account_id }) => account_id,
    );

  it("are those of all their groups' rules, and others after a change of a rule", async () => {
    const [first = "", second = "", third = ""] = ids;
    const emea = { group: "emea", values: { account_id: [first] } };
    const amer = { group: "amer", values: { account_id: [second] } };
    assert.deepEqual(await seen([emea, amer], "emea"), [first]);
    assert.deepEqual(await seen([emea, amer], "emea", "amer", "readers"), [first, second]);
    assert.deepEqual(await seen([emea, amer], "readers"), []);
    const changed = { group: "emea", values: { account_id: [third] } };
    assert.deepEqual(await seen([changed, amer], "emea"), [third]);
  });

  it("are all of a list that is too long for one field", async () => {
    const long = { group: "emea", values: { account_id: ids } };
    assert.deepEqual(await seen([long], "emea"), ids);
    assert.deepEqual(await seen([long], "amer"), []);
  });
});

describe("the encryption keys", () => {
  it("register made and existing keys as one protected list, and let administrators manage but not decrypt", async () => {
    const existing = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { resources } = await collectResources(() => {
      new EncryptionKeys("keys", {
        accountId: scope.accountId,
        partition: "aws",
        region,
        conditions: "documented",
        keys: {
          main: { default: true, rotationDays: 90 },
          legacy: { arn: existing, default: false, rotationDays: 365 },
        },
        tags,
      });
    });
    const inputs = (type: string) =>
      resources.find(({ urn }) => urn.includes(`${type}::`))?.inputs ?? {};
    assert.deepEqual(inputs("aws:quicksight/keyRegistration:KeyRegistration")["keyRegistrations"], [
      { keyArn: "arn:mock:aws:kms/key:Key/keys-main", defaultKey: true },
      { keyArn: existing, defaultKey: false },
    ]);
    const key = inputs("aws:kms/key:Key");
    assert.equal(key["enableKeyRotation"], true);
    assert.equal(key["rotationPeriodInDays"], 90);
    const policy = JSON.parse(String(key["policy"])) as {
      Statement: { Sid: string; Action: string[] }[];
    };
    const administer = policy.Statement.find(({ Sid }) => Sid === "Administer")?.Action ?? [];
    assert.ok(administer.length > 0);
    assert.ok(
      !administer.some((action) =>
        /^kms:(\*|Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/.test(action),
      ),
    );
  });
});
