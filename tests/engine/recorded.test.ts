import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { databaseSecret } from "../../local/demo/furnish.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

/** The stacks of which `tests/states/` holds a state, the settings that it was made by, and nothing that AWS made up. */
const recorded = [...stacks, "prod"] as const;

const readRecord = (file: string) => readFile(`tests/states/${file}`, "utf8");

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
 * States that an earlier version of this program left behind: whoever upgrades must see an empty preview. A change that
 * makes one of these red changes what stands in people's states; read `tests/states/README.md` before you record anew.
 */
describe("an upgrade of this program", function () {
  this.timeout(600_000);
  let sample: Sample;
  /** The secret's ARN in this account: AWS ends it with six characters of its own. */
  let secretArn: string;

  before(async () => {
    const files = recorded.map(
      async (stack) => [stack, upgraded(await readRecord(`${stack}.yaml`))] as const,
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
    // Tenants read what the account stack says.
    await importState("dev");
  });
  after(closeSamples);

  const importState = async (stack: string, change = (state: string) => state) => {
    const state = change(await readRecord(`${stack}.json`));
    const stdin = state.replaceAll(/arn:aws:secretsmanager:[^"]*?-000000/g, secretArn);
    await sample.workspace.run(["stack", "import", "--stack", stack], { stdin });
  };

  /** A refresh would look for ids (keys, versions of objects) that are of another account. */
  const preview = (stack: string) =>
    sample.workspace.run(
      ["preview", "--diff", "--expect-no-changes", "--refresh=false", "--stack", stack],
      { allowFailure: true },
    );

  /** Settings are published as one object, in place of a parameter for each topic. */
  const publishedAnew = (namespace: string) => [
    `create aws:s3/bucketObjectv2:BucketObjectv2 ${namespace}-settings`,
    `create aws:ssm/parameter:Parameter ${namespace}-settings`,
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

  /** What a version that is not released yet changes once: each stands in CHANGELOG.md. */
  const once: Record<string, string[]> = {
    dev: [...secretsRoleMoved, ...followed("keys-registration")],
    prod: [...secretsRoleMoved, ...followed("keys-registration")],
    "dev-default": [
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
      ...publishedAnew("3rd-party"),
      "update aws:quicksight/namespace:Namespace 3rd-party",
    ],
  };

  for (const [stack, expected] of Object.entries(once)) {
    it(`changes nothing in a state of ${stack} that an earlier version left, but what CHANGELOG.md tells of`, async () => {
      await importState(stack);
      const { stdout } = await sample.workspace.run(
        ["preview", "--json", "--refresh=false", "--stack", stack],
        { allowFailure: true },
      );
      const { steps } = JSON.parse(stdout) as { steps: { op: string; urn: string }[] };
      const changes = steps
        .filter(({ op }) => op !== "same" && op !== "read")
        .map(
          ({ op, urn }) => `${op} ${urn.split("::").slice(-2).join(" ").split("$").at(-1) ?? ""}`,
        );
      assert.deepEqual(changes.sort(), [...expected].sort());
    });
  }

  it("would be seen if it changed a line of a roster", async () => {
    await importState("dev-3rd-party", (state) =>
      state.replaceAll(/(SanZhang@oktank\.com +)AUTHOR/g, "$1READER"),
    );
    const { code, stdout } = await preview("dev-3rd-party");
    assert.notEqual(code, 0);
    assert.match(stdout, /SanZhang@oktank\.com +READER/);
  });
});
