import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  type DataSource,
  DescribeDataSetCommand,
  DescribeDataSourceCommand,
  ListDataSourcesCommand,
  type QuickSightClient,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { isNative } from "../../core/settings/addressOf.ts";
import { exampleSources } from "../core/settings/support/exampleSources.ts";
import { previewNothing } from "../support/previewNothing.ts";
import {
  closeSamples,
  databasePassword,
  type Sample,
  startDeployedSample,
} from "../support/sample.ts";

/** What every way to sign in wants of a secret. */
const credentials = JSON.stringify(
  Object.fromEntries(
    exampleSources()
      .flatMap(({ signIn }) => signIn.secret ?? [])
      .map((key) => [key, key === "username" ? "quicksight" : databasePassword]),
  ),
);

/** Of each type and way to sign in one that the native resource has, and one that it has not. */
const [...chosen] = new Map(
  exampleSources().map((example) => {
    const isOfNative = isNative(example.source);
    return [`${example.type} ${example.signIn.title} ${isOfNative}`, example] as const;
  }),
).values();

/** By the name that it gets in the settings. */
const examples = new Map(
  chosen.map(({ type, source }, index) => {
    const { secret, ...rest } = source;
    const name = `${type.toLowerCase().replaceAll("_", "-")}-${index}`;
    return [name, { ...rest, ...(secret === undefined ? {} : { secret: "oktank/sales-db" }) }];
  }),
);

const policyOf = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });

/** The roles that Athena is asked with and Redshift is entered by, and the deployer's rights to hand it over, as the list of the stack has them. */
async function giveRole(sample: Sample): Promise<void> {
  const iam = new IAMClient(sample.emulated());
  const trust = { Principal: { Service: "quicksight.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      ...{ RoleName: "database-reader", AssumeRolePolicyDocument: policyOf(trust) },
    }),
  );
  const rights = { Action: ["athena:*", "redshift:*", "sts:AssumeRole"], Resource: "*" };
  await iam.send(
    new PutRolePolicyCommand({
      ...{ RoleName: "database-reader", PolicyName: "read", PolicyDocument: policyOf(rights) },
    }),
  );
  // The role that QuickSight itself has, which the console makes.
  await iam.send(
    new CreateRoleCommand({
      ...{ RoleName: "aws-quicksight-service-role-v0", Path: "/service-role/" },
      AssumeRolePolicyDocument: policyOf(trust),
    }),
  );
  iam.destroy();
  const Action = ["iam:GetRole", "iam:PassRole"];
  const Statement = [{ Effect: "Allow", Action, Resource: Role?.Arn }];
  await sample.addRights("athena", { Version: "2012-10-17", Statement });
}

/** What an update may change of any of them: its name, and the first field that says where it is. */
function moved(source: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields = ["host", "clusterId", "instanceId", "workGroup", "domain", "projectId"];
  const field = fields.find((one) => source[one] !== undefined);
  return { ...source, name: "moved", ...(field !== undefined && { [field]: "moved" }) };
}

describe("data sources of every type of database, on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  let quickSight: QuickSightClient;
  before(async () => {
    sample = await startDeployedSample();
    await giveRole(sample);
    const secrets = new SecretsManagerClient(sample.emulated());
    await secrets.send(
      new PutSecretValueCommand({ SecretId: "oktank/sales-db", SecretString: credentials }),
    );
    secrets.destroy();
    quickSight = sample.quickSight();
  });
  after(closeSamples);

  const id = (name: string) => ({
    AwsAccountId: sample.aws.accountId,
    DataSourceId: `qsgov-default-${name}`,
  });

  const look = async (name: string): Promise<DataSource> => {
    const answer = await quickSight.send(new DescribeDataSourceCommand(id(name)));
    return answer.DataSource ?? {};
  };

  const upWith = async (sources: ReadonlyMap<string, object>, dataSets: object = {}) => {
    let printed = "";
    await sample.withSettings(
      "dev-default",
      (settings) => {
        Object.assign(settings.dataSources, Object.fromEntries(sources));
        Object.assign(settings.dataSets, dataSets);
      },
      async () => {
        const { code, stdout, stderr } = await sample.up("dev-default");
        printed = stdout + stderr;
        assert.equal(code, 0, printed);
        assert.ok(!printed.includes(databasePassword));
        await previewNothing(sample, "dev-default");
      },
    );
    return printed;
  };

  it("are made where the settings say that they are, and the next preview is empty", async () => {
    await upWith(examples);
    for (const [name, source] of examples) {
      const found = await look(name);
      assert.deepEqual(
        [found.Type, found.Status, found.SecretArn !== undefined],
        [source.type, "CREATION_SUCCESSFUL", "secret" in source],
      );
    }
  });

  it("move, and get their declared secret back when somebody gave them another", async () => {
    const secrets = new SecretsManagerClient(sample.emulated());
    const { ARN: SecretArn } = await secrets.send(
      new CreateSecretCommand({ Name: "oktank/other-db", SecretString: credentials }),
    );
    secrets.destroy();
    const signedIn = [...examples].filter(([, source]) => "secret" in source);
    for (const [name] of signedIn) {
      const { Name, DataSourceParameters } = await look(name);
      const given = { Name, DataSourceParameters, Credentials: { SecretArn } };
      await quickSight.send(new UpdateDataSourceCommand({ ...id(name), ...given }));
    }
    await upWith(new Map([...examples].map(([name, source]) => [name, moved(source)])));
    for (const [name, source] of examples) {
      const { Name, DataSourceParameters = {}, SecretArn: found } = await look(name);
      const shown = JSON.stringify(DataSourceParameters);
      assert.equal(Name, "moved");
      const isTold = JSON.stringify(moved(source)).match(/"moved"/g)?.length === 2;
      assert.equal(shown.includes('"moved"'), isTold, `${name}: ${shown}`);
      if ("secret" in source) assert.match(found ?? "", /:secret:oktank\/sales-db-/, name);
    }
  });

  it("become another type, of the native resource or not, and the data sets on them stay", async () => {
    const place = { name: "Move", host: "db", port: 1, secret: "oktank/sales-db" };
    const postgres = { ...place, type: "POSTGRESQL", database: "sales" };
    const trino = { ...place, type: "TRINO", catalog: "hive" };
    const set = { name: "On it", source: "move", columns: ["a"], import: "DIRECT_QUERY" };
    const dataSets = { "on-it": { ...set, table: { schema: "s", name: "t" } } };
    const made = async () => {
      const { AwsAccountId } = id("");
      const { DataSet } = await quickSight.send(
        new DescribeDataSetCommand({ AwsAccountId, DataSetId: "qsgov-default-on-it" }),
      );
      return DataSet?.CreatedTime?.getTime();
    };
    await upWith(new Map([["move", postgres]]), dataSets);
    const before = await made();
    for (const source of [trino, postgres]) {
      await upWith(new Map([["move", source]]), dataSets);
      const { Type, Status } = await look("move");
      assert.deepEqual([Type, Status], [source.type, "CREATION_SUCCESSFUL"]);
    }
    assert.equal(await made(), before);
    const state = await sample.workspace.run(["stack", "export", "--stack", "dev-default"]);
    assert.ok(!state.stdout.includes(databasePassword));
  });

  it("go when the settings no longer have them, and nothing else does", async () => {
    const left = async () => {
      const AwsAccountId = sample.aws.accountId;
      const answer = await quickSight.send(new ListDataSourcesCommand({ AwsAccountId }));
      return answer.DataSources?.map(({ DataSourceId }) => DataSourceId).sort();
    };
    const before = await left();
    await upWith(new Map());
    const own = new Set([...examples.keys(), "move"].map((name) => id(name).DataSourceId));
    assert.deepEqual(
      await left(),
      before?.filter((one) => one === undefined || !own.has(one)),
    );
  });
});
