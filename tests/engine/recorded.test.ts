import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { databaseSecret } from "../../local/demo/furnish.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

/** The stacks of which `tests/states/` holds states, the settings that they were made by, and nothing that AWS made up. */
const recorded = [...stacks, "prod"] as const;
type RecordedStack = (typeof recorded)[number];

const readRecord = (version: string, file: string) =>
  readFile(`tests/states/${version}/${file}`, "utf8");

/**
 * Settings as an upgrade has them. What version 0.1 took and this one refuses is put right as CHANGELOG.md says: here the owners of
 * a data set with row rules are named as those who see every row.
 */
const upgraded = (settings: string) =>
  settings.replace(
    /^( *)viewers: \[critical, bi-developer\]$/m,
    "$&\n$1allRows: [bi-admin, bi-developer]",
  );

/**
 * States that versions of this program left behind: whoever upgrades must see an empty preview, or what CHANGELOG.md tells of. A change
 * that makes one of these red changes what stands in people's states; read `tests/states/README.md` before you record anew.
 */
describe("an upgrade of this program", function () {
  this.timeout(600_000);
  let sample: Sample;
  /** The secret's ARN in this account: AWS ends it with six characters of its own. */
  let secretArn: string;
  /** The id that AWS made up for the key of the account. */
  let keyId: string;
  /** What stands for the definition of the data source on the secret, its ARN in it. */
  let definition: string;

  before(async () => {
    const files = stacks.map(
      async (stack) => [stack, await readRecord("0.2", `${stack}.yaml`)] as const,
    );
    // What a preview reads must be there: what today's program makes of the same settings.
    sample = await startDeployedSample({
      stackFiles: Object.fromEntries(await Promise.all(files)),
    });
    await sample.workspace.run(["stack", "init", "prod"]);
    const secrets = new SecretsManagerClient(sample.emulated());
    const { ARN } = await secrets.send(new DescribeSecretCommand({ SecretId: databaseSecret }));
    secrets.destroy();
    assert.ok(ARN !== undefined);
    secretArn = ARN;
    const { stdout } = await sample.workspace.run(["stack", "export", "--stack", "dev"]);
    keyId = keyIn(stdout);
    const tenant = await sample.workspace.run(["stack", "export", "--stack", "dev-default"]);
    definition = definitionIn(tenant.stdout);
  });
  after(closeSamples);

  const keyIn = (state: string) => /:key\/([0-9a-f-]{36})/.exec(state)?.[1] ?? "";

  const definitionIn = (state: string) => {
    const { deployment } = JSON.parse(state) as {
      deployment: { resources: { urn: string; outputs?: { definition?: string } }[] };
    };
    const of = deployment.resources.find(({ urn }) => urn.endsWith("::default-sales-connection"));
    return of?.outputs?.definition ?? "of 0.1: none";
  };

  /** Puts a stack where a version left it, with its settings; and the account stack, as tenants read what it says. */
  const putBack = async (
    version: string,
    stack: RecordedStack,
    change = (state: string) => state,
  ) => {
    for (const one of new Set<RecordedStack>(["dev", stack])) {
      const settings = upgraded(await readRecord(version, `${one}.yaml`));
      await writeFile(join(sample.workspace.directory, `Pulumi.${one}.yaml`), settings);
      const state = await readRecord(version, `${one}.json`);
      const stdin = change(state)
        .replaceAll(/arn:aws:secretsmanager:[^"]*?-000000/g, secretArn)
        .replaceAll(keyIn(state), keyId)
        .replaceAll(definitionIn(state), definition);
      await sample.workspace.run(["stack", "import", "--stack", one], { stdin });
    }
  };

  /** What a preview would do. A refresh would look for ids (versions of objects) that are of another account. */
  const changesOf = async (stack: string) => {
    const { stdout, stderr } = await sample.workspace.run(
      ["preview", "--json", "--refresh=false", "--stack", stack],
      { allowFailure: true },
    );
    assert.match(stdout, /^\s*\{/, stdout + stderr);
    const { steps, diagnostics = [] } = JSON.parse(stdout) as {
      steps?: { op: string; urn: string }[];
      diagnostics?: { message: string; severity: string }[];
    };
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    assert.deepEqual(
      errors.map(({ message }) => message),
      [],
    );
    assert.ok(steps !== undefined && steps.length > 0);
    return steps
      .filter(({ op }) => op !== "same" && op !== "read")
      .map(({ op, urn }) => `${op} ${urn.split("::").slice(-2).join(" ").split("$").at(-1) ?? ""}`)
      .sort();
  };

  /** Settings are published as one object, in place of a parameter for each topic. */
  const publishedAnew = (namespace: string) => [
    `create aws:s3/bucketObjectv2:BucketObjectv2 ${namespace}-settings`,
    // Today's program has made it here, and no state of 0.1 has it: so it is taken up. Where it is not there, it is made.
    `import aws:ssm/parameter:Parameter ${namespace}-settings`,
    `create quicksight-governance:tenant:PublishedSettings ${namespace}`,
    ...["access", "groups", "guard", "identity", "membership"].map(
      (topic) => `delete aws:ssm/parameter:Parameter ${namespace}-${topic}`,
    ),
    `delete quicksight-governance:index:Publication ${namespace}`,
  ];
  /** The role with which QuickSight reads secrets goes where QuickSight looks for it. */
  const secretsRoleMoved = [
    "replace aws:iam/role:Role secrets",
    "replace aws:iam/rolePolicy:RolePolicy secrets",
    "update quicksight-governance:account:SecretsAccess secrets",
  ];

  /** What AWS accepts is followed to its end, by a resource of its own that makes nothing at AWS. */
  const followed = (...names: string[]) =>
    names.map((name) => `create pulumi-nodejs:dynamic/quicksight:Completion ${name}`);

  /** What is in SPICE and not under the default key is loaded. */
  const reencrypted = "create pulumi-nodejs:dynamic/quicksight:Reencryption keys-reencryption";

  /**
   * People of a namespace do not raise their own role any more, which its roster shows and what is published of it says; so is what names in
   * access meant.
   */
  const closed = (namespace: string) =>
    `update pulumi-nodejs:dynamic/quicksight:Roster ${namespace}`;
  const closedSince = (namespace: string) => [
    `update aws:s3/bucketObjectv2:BucketObjectv2 ${namespace}-settings`,
    `update aws:ssm/parameter:Parameter ${namespace}-settings`,
    closed(namespace),
  ];

  /** What this version has come to change in the states that it left before: it stands in CHANGELOG.md. */
  const since: Record<RecordedStack, string[]> = {
    ...{ dev: [], prod: [] },
    "dev-default": closedSince("default"),
    "dev-3rd-party": closedSince("3rd-party"),
  };

  /** What this version changes once in states of 0.1: each stands in CHANGELOG.md. */
  const once: Record<RecordedStack, string[]> = {
    dev: [...secretsRoleMoved, ...followed("keys-registration"), reencrypted],
    prod: [...secretsRoleMoved, ...followed("keys-registration"), reencrypted],
    "dev-default": [
      closed("default"),
      ...publishedAnew("default"),
      ...["employees", "orders", "revenue", "revenue-rules"].map(
        (name) => `update aws:quicksight/dataSet:DataSet default-${name}`,
      ),
      ...followed(
        ...["employees", "revenue", "revenue-rules", "sales"].map(
          (name) => `default-${name}-connection`,
        ),
        ...["employees", "revenue", "revenue-rules"].map((name) => `default-${name}-load`),
      ),
    ],
    "dev-3rd-party": [
      closed("3rd-party"),
      ...publishedAnew("3rd-party"),
      "update aws:quicksight/namespace:Namespace 3rd-party",
    ],
  };

  for (const stack of recorded) {
    it(`changes nothing in a state of ${stack} that this version left, but what CHANGELOG.md tells of`, async () => {
      await putBack("0.2", stack);
      assert.deepEqual(await changesOf(stack), since[stack]);
    });

    it(`changes nothing in a state of ${stack} that 0.1 left, but what CHANGELOG.md tells of`, async () => {
      await putBack("0.1", stack);
      assert.deepEqual(await changesOf(stack), [...once[stack]].sort());
    });
  }

  it("would be seen if it changed a line of a roster", async () => {
    await putBack("0.2", "dev-3rd-party", (state) =>
      state.replaceAll(/(SanZhang@oktank\.com +)AUTHOR/g, "$1READER"),
    );
    const { code, stdout } = await sample.workspace.run(
      ["preview", "--diff", "--refresh=false", "--expect-no-changes", "--stack", "dev-3rd-party"],
      { allowFailure: true },
    );
    assert.notEqual(code, 0);
    assert.match(stdout, /SanZhang@oktank\.com +READER/);
  });
});
