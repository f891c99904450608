import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  DescribeDashboardPermissionsCommand,
  DescribeDataSetCommand,
  DescribeDataSourceCommand,
  DescribeKeyRegistrationCommand,
  ListIngestionsCommand,
  type QuickSightClient,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { consumerPolicy } from "../../local/demo/consumerPolicy.ts";
import { databaseSecret } from "../../local/demo/furnish.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { createWorkspace } from "../../local/engine/pulumi.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import { databasePassword, type Sample, type SampleSettings, setRows } from "../support/sample.ts";

const execute = promisify(execFile);

describe("one real thing in every room, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let quicksight: QuickSightClient;

  onDeployedSample((deployed) => {
    sample = deployed;
    quicksight = sample.quickSight();
  });
  afterEach("shows the value of the secret nowhere", () => {
    assert.ok(!sample.printed.join("").includes(databasePassword));
  });
  afterEach("is answered by the simulator as the API model says", () => {
    assert.deepEqual(sample.aws.simulator.violations(), []);
  });

  const account = () => ({ AwsAccountId: sample.aws.accountId });

  const makeSecret = async (Name: string, value: object) => {
    const secrets = new SecretsManagerClient(sample.emulated());
    const SecretString = JSON.stringify(value);
    await secrets.send(new CreateSecretCommand({ Name, SecretString }));
    secrets.destroy();
  };

  it("registers the key it made as the one default", async () => {
    const { KeyRegistration = [] } = await quicksight.send(
      new DescribeKeyRegistrationCommand(account()),
    );
    assert.equal(KeyRegistration.length, 1);
    assert.equal(KeyRegistration[0]?.DefaultKey, true);
    assert.match(KeyRegistration[0].KeyArn ?? "", /^arn:aws:kms:eu-west-1:111122223333:key\//);
  });

  it("lets the secrets role read the selected secret and no other", async () => {
    const { aws } = sample;
    await makeSecret("oktank/payroll-db", {});
    // QuickSight alone may assume the role: for this test, somebody whom the emulator can be asked as.
    const iam = new IAMClient(sample.emulated());
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${aws.accountId}:root` },
          Action: "sts:AssumeRole",
        },
      ],
    });
    const RoleName = "aws-quicksight-secretsmanager-role-v0";
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    const sts = new STSClient(sample.emulated());
    const RoleArn = `arn:aws:iam::${aws.accountId}:role/service-role/${RoleName}`;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: "quicksight" }),
    );
    sts.destroy();
    const trusted = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "");
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusted }));
    iam.destroy();
    const role = new SecretsManagerClient(
      sample.emulated({
        accessKeyId: Credentials?.AccessKeyId ?? "",
        secretAccessKey: Credentials?.SecretAccessKey ?? "",
        sessionToken: Credentials?.SessionToken ?? "",
      }),
    );
    const { SecretString = "" } = await role.send(
      new GetSecretValueCommand({ SecretId: databaseSecret }),
    );
    assert.match(SecretString, /username/);
    await assert.rejects(role.send(new GetSecretValueCommand({ SecretId: "oktank/payroll-db" })), {
      name: "AccessDeniedException",
    });
    role.destroy();
  });

  it("puts the data source on the secret, with TLS, for the groups that were named", async () => {
    const { DataSource } = await quicksight.send(
      new DescribeDataSourceCommand({ ...account(), DataSourceId: "qsgov-default-sales" }),
    );
    assert.equal(DataSource?.Status, "CREATION_SUCCESSFUL");
    assert.match(DataSource.SecretArn ?? "", /:secret:oktank\/sales-db-/);
    assert.equal(DataSource.SslProperties?.DisableSsl, false);
  });

  it("puts row and column rules on the data set, from the first import on", async () => {
    const describe = async (DataSetId: string) =>
      (await quicksight.send(new DescribeDataSetCommand({ ...account(), DataSetId }))).DataSet;
    const revenue = await describe("qsgov-default-revenue");
    assert.equal(revenue?.RowLevelPermissionDataSet?.FormatVersion, "VERSION_2");
    assert.match(
      revenue.RowLevelPermissionDataSet.Arn ?? "",
      /dataset\/qsgov-default-revenue-rules$/,
    );
    assert.deepEqual(revenue.ColumnLevelPermissionRules?.[0]?.ColumnNames, ["employee_name"]);
    assert.equal((await describe("qsgov-default-revenue-rules"))?.UseAs, "RLS_RULES");
    const rules = await execute(
      "aws",
      [
        "s3",
        "cp",
        "s3://quicksight-governance-111122223333-eu-west-1/data/default/default-revenue-rules.csv",
        "-",
      ],
      { env: { ...process.env, ...sample.aws.rootEnvironment } },
    );
    const group = "arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-";
    assert.equal(
      rules.stdout,
      `GroupARN,country\n${group}all-countries,\n${group}gbr,GBR\n${group}mex,MEX\n${group}usa,USA\n`,
    );
  });

  it("imports anew when the rules change", async () => {
    const imports = async () => {
      const { Ingestions = [] } = await quicksight.send(
        new ListIngestionsCommand({ ...account(), DataSetId: "qsgov-default-revenue-rules" }),
      );
      return Ingestions.length;
    };
    const before = await imports();
    await sample.withSettings(
      "dev-default",
      setRows("mex", { country: ["MEX", "CAN"] }),
      async () => {
        const { code, stdout } = await sample.up("dev-default");
        assert.equal(code, 0, stdout);
      },
    );
    assert.equal(await imports(), before + 1);
    assert.equal((await sample.up("dev-default")).code, 0);
  });

  it("replaces a data source whose type and name change at once, under the id that it keeps", async () => {
    const change = (settings: SampleSettings) => {
      const { sales } = settings.dataSources;
      if (sales !== undefined) Object.assign(sales, { type: "MYSQL", name: "Sales (Aurora)" });
    };
    await sample.withSettings("dev-default", change, async () => {
      const { code, stdout } = await sample.up("dev-default");
      assert.equal(code, 0, stdout);
    });
    const { DataSource } = await quicksight.send(
      new DescribeDataSourceCommand({ ...account(), DataSourceId: "qsgov-default-sales" }),
    );
    assert.deepEqual([DataSource?.Type, DataSource?.Name], ["MYSQL", "Sales (Aurora)"]);
    await quicksight.send(
      new DescribeDataSetCommand({ ...account(), DataSetId: "qsgov-default-orders" }),
    );
  });

  it("lets a data set go from a file to a table of a database", async () => {
    const change = (settings: SampleSettings) => {
      const { employees } = settings.dataSets;
      if (employees !== undefined) {
        Object.assign(employees, { source: "sales", table: { name: "employees" } });
      }
    };
    await sample.withSettings("dev-default", change, async () => {
      const { code, stdout } = await sample.up("dev-default");
      assert.equal(code, 0, stdout);
      const again = await sample.preview("dev-default");
      assert.match(again.stdout, /Resources:\n\s+\d+ unchanged\n/);
    });
    const { DataSet } = await quicksight.send(
      new DescribeDataSetCommand({ ...account(), DataSetId: "qsgov-default-employees" }),
    );
    const [table] = Object.values(DataSet?.PhysicalTableMap ?? {});
    assert.equal(table?.RelationalTable?.Name, "employees");
  });

  it("gives another team what it needs to put a data set on the tenant's data source", async () => {
    const { aws, workspace } = sample;
    const team = await aws.createDeployer({ data: consumerPolicy(aws) }, "team-reports");
    const consumer = await createWorkspace({
      program: "examples/consumer",
      environment: {
        ...workspace.environment,
        ...team,
        PULUMI_HOME: workspace.environment["PULUMI_HOME"] ?? "",
      },
    });
    try {
      await consumer.run(["stack", "init", "dev"]);
      const { stdout } = await consumer.run(["up", "--yes", "--skip-preview", "--stack", "dev"]);
      sample.printed.push(stdout);
      assert.match(stdout, /dataset\/team-reports-orders-by-country/);
      await consumer.run(["destroy", "--yes", "--skip-preview", "--stack", "dev"]);
    } finally {
      await consumer.close();
    }
  });

  it("is refused by the policy pack, before anything is written, when a change breaks a rule", async () => {
    await sample.withSettings(
      "dev-default",
      ({ dataSources }) => {
        Object.assign(dataSources["sales"] ?? {}, { ssl: false });
      },
      async () => {
        await sample.resetCalls();
        const pack = resolve("policies");
        const { code, stdout, stderr } = await sample.workspace.run(
          [
            "up",
            "--yes",
            "--stack",
            "dev-default",
            "--policy-pack",
            pack,
            "--policy-pack-config",
            `${pack}/prod.json`,
          ],
          { allowFailure: true },
        );
        assert.notEqual(code, 0);
        assert.match(stdout + stderr, /data-source-ssl/);
        assert.deepEqual(sample.writes(), {});
      },
    );
  });

  it("says what to do about a data source that QuickSight cannot use", async () => {
    const source = {
      type: "POSTGRESQL",
      name: "Broken",
      host: "db.oktank.com",
      port: 5432,
      database: "sales",
      secret: "oktank/unselected-db",
    };
    await makeSecret(source.secret, { username: "quicksight", password: databasePassword });
    await sample.addRights("unselected", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" }],
    });
    await sample.withSettings(
      "dev-default",
      (settings) => {
        Object.assign(settings.dataSources, { broken: source });
      },
      async () => {
        assert.notEqual((await sample.up("dev-default")).code, 0);
        const preview = await sample.preview("dev-default");
        assert.match(
          preview.stdout + preview.stderr,
          /tenant\.dataSources\.broken: QuickSight cannot use it \(ACCESS_DENIED.*list the secret under account\.secrets/s,
        );
      },
    );
    assert.equal((await sample.up("dev-default")).code, 0);
  });

  it("shows the value of the secret in no state, preview or QuickSight", async () => {
    const printed: string[] = [];
    for (const stack of stacks) {
      const state = await sample.workspace.run([
        "stack",
        "export",
        "--show-secrets",
        "--stack",
        stack,
      ]);
      const preview = await sample.preview(stack);
      printed.push(state.stdout, preview.stdout, preview.stderr);
    }
    printed.push(await (await fetch(`${sample.aws.simulator.url}/_sim/state`)).text());
    assert.ok(printed.join("").length > 10_000);
    assert.ok(!printed.join("").includes(databasePassword));
  });

  it("lets the groups open what access gives them, and nothing else", async () => {
    const groupsOn = async (DashboardId: string) => {
      const { Permissions = [] } = await quicksight.send(
        new DescribeDashboardPermissionsCommand({ ...account(), DashboardId }),
      );
      return Permissions.map(({ Principal = "" }) =>
        Principal.split("quicksight-fed-").at(-1),
      ).sort();
    };
    assert.deepEqual(await groupsOn("sales-critical"), [
      "bi-admin",
      "bi-developer",
      "critical",
      "power-reader",
    ]);
    assert.deepEqual(await groupsOn("hiring-plan"), ["bi-admin", "bi-developer", "power-reader"]);
    assert.ok((await groupsOn("marketing-kpis")).includes("3rd-party-reader"));
  });

  it("shows access that was changed behind its back, and new dashboards, after a refresh, and heals both", async () => {
    const group = "arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-critical";
    const viewer = ["DescribeDashboard", "ListDashboardVersions", "QueryDashboard"];
    const permission = {
      Principal: group,
      Actions: viewer.map((action) => `quicksight:${action}`),
    };
    await quicksight.send(
      new UpdateDashboardPermissionsCommand({
        ...account(),
        DashboardId: "sales-critical",
        RevokePermissions: [permission],
      }),
    );
    await quicksight.send(
      new UpdateDashboardPermissionsCommand({
        ...account(),
        DashboardId: "hiring-plan",
        GrantPermissions: [permission],
      }),
    );
    const refresh = ["refresh", "--yes", "--skip-preview", "--stack", "dev-default"];
    assert.equal((await sample.workspace.run(refresh)).code, 0);
    await quicksight.send(
      new UpdateDashboardPermissionsCommand({
        ...account(),
        DashboardId: "field-operations",
        GrantPermissions: [
          { ...permission, Principal: group.replace(/:group\/.*/, ":namespace/default") },
        ],
      }),
    );
    const { stdout } = await sample.preview("dev-default");
    assert.match(
      stdout,
      /dashboard "Field Operations Dashboard" \(field-operations\): everybody of the namespace can open it/,
    );
    const changed = stdout.split("\n").filter((line) => /^\s*[-+] .*dashboard /.test(line));
    assert.deepEqual(
      changed.map((line) => line.trim().replaceAll(/\s+/g, " ")),
      [
        "- critical viewer dashboard hiring-plan Hiring Plan",
        "+ critical viewer dashboard sales-critical Sales Results - Critical",
      ],
    );
    await sample.resetCalls();
    assert.equal((await sample.up("dev-default")).code, 0);
    assert.deepEqual(sample.writes(), { UpdateDashboardPermissions: 2 });
  });
});
