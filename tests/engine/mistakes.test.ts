import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { databaseSecret } from "../../local/demo/furnish.ts";
import {
  closeSamples,
  databasePassword,
  type Sample,
  type SampleSettings,
  startDeployedSample,
} from "../support/sample.ts";

const stack = "dev-default";

describe("a mistake about data or access, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let rows: string;
  before(async () => {
    sample = await startDeployedSample();
    rows = await sample.readMembership();
  });
  after(closeSamples);

  /** Somebody leaves, in the same run. */
  const without = (user: string) =>
    sample.writeMembership(
      rows
        .split("\n")
        .filter((row) => !row.includes(user))
        .join("\n"),
    );
  const upWith = async (
    change: (settings: SampleSettings) => void,
    environment: Record<string, string> = {},
  ) => {
    let output = "";
    await sample.withSettings(stack, change, async () => {
      await sample.resetCalls();
      const { code, stdout, stderr } = await sample.up(stack, environment);
      assert.notEqual(code, 0, stdout);
      output = stdout + stderr;
    });
    return output;
  };

  it("in a dashboard's name stops access and nothing else: whoever left is removed", async () => {
    await without("WayneMaxwell");
    const output = await upWith((settings) => {
      settings.access = [{ group: "critical", dashboards: ["Churn", "Sales Results"] }];
    });
    assert.match(output, /tenant\.access\[0\]\.dashboards\[0\]: .*churn-2025.*churn-2026/s);
    assert.match(output, /tenant\.access\[0\]\.dashboards\[1\]: /);
    assert.equal(sample.writes()["DeleteUser"], 1);
    await sample.writeMembership(rows);
    assert.equal((await sample.up(stack)).code, 0);
  });

  it("in a VPC connection, and a secret elsewhere, is named by the preview, and stops the data source and nothing else", async () => {
    const own = "arn:aws:quicksight:eu-west-1:111122223333:vpcConnection";
    const wrong: Record<string, [object, RegExp]> = {
      missing: [
        { vpcConnection: `${own}/net` },
        /vpcConnection: there is no VPC connection net in eu-west-1; make it/,
      ],
      far: [
        { vpcConnection: own.replace("eu-west-1", "us-east-1") + "/net" },
        /vpcConnection: the VPC connection is in us-east-1; use one in eu-west-1/,
      ],
      foreign: [
        { vpcConnection: own.replace("111122223333", "999988887777") + "/net" },
        /vpcConnection: the VPC connection belongs to account 999988887777/,
      ],
      secret: [
        { secret: "arn:aws:secretsmanager:us-east-1:111122223333:secret:acme/us-db-67f824" },
        /secret: the secret is in us-east-1; replicate it to eu-west-1/,
      ],
      shared: [
        { secret: "arn:aws:secretsmanager:eu-west-1:999988887777:secret:shared/db-AbCdEf" },
        /secret: the secret belongs to account 999988887777; store one in account 111122223333/,
      ],
    };
    const change = (settings: SampleSettings) => {
      for (const [name, [differs]] of Object.entries(wrong)) {
        settings.dataSources[name] = { ...settings.dataSources["sales"], ...differs };
      }
    };
    // The sample's deployer may not look at a connection that the sample does not name.
    const environment = sample.aws.rootEnvironment;
    await sample.withSettings(stack, change, async () => {
      const args = ["preview", "--diff", "--stack", stack];
      const { stdout, stderr } = await sample.workspace.run(args, { environment });
      for (const [, message] of Object.values(wrong)) assert.match(stdout + stderr, message);
    });
    await without("WayneMaxwell");
    const output = await upWith(change, environment);
    for (const [, message] of Object.values(wrong)) assert.match(output, message);
    assert.deepEqual(sample.writes(), { DeleteUser: 1 });
    await sample.writeMembership(rows);
    assert.equal((await sample.up(stack)).code, 0);
  });

  it("in a secret stops its data source and nothing else", async () => {
    const secrets = new SecretsManagerClient(sample.emulated());
    const put = (value: object) =>
      secrets.send(
        new PutSecretValueCommand({
          SecretId: databaseSecret,
          SecretString: JSON.stringify(value),
        }),
      );
    await put({ username: "quicksight" });
    try {
      await without("WayneMaxwell");
      const output = await upWith(() => undefined);
      assert.match(
        output,
        /data of this tenant cannot be deployed yet; everything else was:\s+tenant\.dataSources\.sales\.secret: secret oktank\/sales-db has no password/,
      );
      assert.deepEqual(sample.writes(), { DeleteUser: 1 });
    } finally {
      await put({ username: "quicksight", password: databasePassword });
      secrets.destroy();
      await sample.writeMembership(rows);
    }
    assert.equal((await sample.up(stack)).code, 0);
  });

  it("stops nothing but the data source when its secret is gone: whoever left is removed", async () => {
    const secrets = new SecretsManagerClient(sample.emulated());
    await secrets.send(
      new DeleteSecretCommand({ SecretId: databaseSecret, ForceDeleteWithoutRecovery: true }),
    );
    secrets.destroy();
    await without("WayneMaxwell");
    const output = await upWith(() => undefined);
    assert.match(output, /tenant\.dataSources\.sales\.secret: .*oktank\/sales-db/);
    assert.deepEqual(sample.writes(), { DeleteUser: 1 });
  });

  it("in a data file or in who has how many rules stops that data and nothing else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "data-file-"));
    const file = join(folder, "revenue.csv");
    await writeFile(file, "\ufeffcity,country,employee_name,revenue\nLondon,GBR,Betty\n");
    const mistakes = (settings: SampleSettings) => {
      const { revenue } = settings.dataSources;
      assert.ok(revenue !== undefined);
      revenue.file = file;
      const rules = settings.dataSets["employees"];
      assert.ok(rules !== undefined);
      rules.rowRules = ["usa", "all-countries"].flatMap((group) =>
        Array.from({ length: 600 }, (_, index) => ({ group, values: { country: `${index}` } })),
      );
    };
    const said = [
      /revenue\.csv:1: begins with a byte order mark/,
      /revenue\.csv:1: the columns stand in another order/,
      /revenue\.csv:2: the row has 3 fields, the header has 4/,
      /tenant\.dataSets\.employees\.rowRules: \S+ has 1,200 rules \((usa|all-countries) 600, /,
    ];
    try {
      await sample.writeMembership(`default,USA,JohnKing,JohnKing@oktank.com\n${rows}`);
      let changes: string[] = [];
      await sample.withSettings(stack, mistakes, async () => {
        const args = ["preview", "--json", "--stack", stack];
        const { stdout } = await sample.workspace.run(args, { allowFailure: true });
        const { steps, diagnostics } = JSON.parse(stdout) as {
          steps: { op: string; urn: string }[];
          diagnostics: { message: string }[];
        };
        changes = steps
          .filter(({ op }) => !["same", "read", "refresh"].includes(op))
          .map(({ op, urn }) => `${op} ${urn.split("::").slice(-2).join(" ")}`);
        const messages = diagnostics.map(({ message }) => message).join("\n");
        for (const expected of said) assert.match(messages, expected);
      });
      // Nothing of the data is shown as going or changing: only the person does.
      assert.deepEqual(
        changes,
        [
          "update pulumi-nodejs:dynamic/quicksight:Roster default",
          "update aws:s3/bucketObjectv2:BucketObjectv2 default-membership",
        ],
        changes.join("\n"),
      );
      const output = await upWith(mistakes);
      for (const expected of said) assert.match(output, expected);
      const writes = Object.keys(sample.writes());
      assert.deepEqual(
        writes.filter((operation) => !/^(Create|Delete)GroupMembership$|User$/.test(operation)),
        [],
      );
      assert.ok(writes.includes("CreateGroupMembership"));
    } finally {
      await sample.writeMembership(rows);
      await rm(folder, { recursive: true, force: true });
    }
  });
});
