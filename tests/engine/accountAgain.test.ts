import assert from "node:assert/strict";
import {
  GetRoleCommand,
  IAMClient,
  ListRolePoliciesCommand,
  NoSuchEntityException,
} from "@aws-sdk/client-iam";
import { KMSClient, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readFileSync } from "node:fs";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const west = "us-west-2";

/** What is left on purpose is taken up again, and what an account has once has one owner. */
describe("an account stack that is deployed again, or beside another", function () {
  this.timeout(600_000);
  let sample: Sample;
  let iam: IAMClient;
  let kms: KMSClient;
  before(async () => {
    sample = await startSample();
    iam = new IAMClient(sample.emulated());
    kms = new KMSClient(sample.emulated());
    await up("dev");
  });
  after(async () => {
    iam.destroy();
    kms.destroy();
    await closeSamples();
  });

  const up = async (stack: string, environment?: Record<string, string>) => {
    const { code, stdout, stderr } = await sample.up(stack, environment);
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  const run = (args: string[], environment: Record<string, string> = {}) =>
    sample.workspace.run(args, { allowFailure: true, environment });
  const destroy = async (stack: string, environment?: Record<string, string>) => {
    const args = ["destroy", "--yes", "--skip-preview", "--exclude-protected", "--stack", stack];
    const { code, stdout, stderr } = await run(args, environment);
    assert.equal(code, 0, stdout + stderr);
  };
  const changesNothing = async (stack: string, environment?: Record<string, string>) => {
    const args = ["preview", "--diff", "--expect-no-changes", "--stack", stack];
    const { code, stdout, stderr } = await run(args, environment);
    assert.equal(code, 0, stdout + stderr);
  };
  const countKeys = async () => (await kms.send(new ListKeysCommand({}))).Keys?.length;
  const keyOf = async (name: string) => {
    const { Aliases } = await kms.send(new ListAliasesCommand({}));
    const alias = `alias/quicksight-governance-${name}`;
    return Aliases?.find(({ AliasName }) => AliasName === alias)?.TargetKeyId;
  };
  const policiesOf = async (RoleName: string) => {
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    return PolicyNames.toSorted();
  };

  it("names a SAML provider that is not there before anything is written", async () => {
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.federation = { samlProvider: "okta-of-old" };
      },
      async () => {
        const { code, stdout, stderr } = await sample.preview("dev");
        assert.notEqual(code, 0);
        assert.match(
          stdout + stderr,
          /account\.federation\.samlProvider: there is no IAM SAML provider okta-of-old in this account/,
        );
      },
    );
  });

  it("takes up again what its destroy left: the preview says so, and the next one is empty", async () => {
    const key = await keyOf("main");
    await destroy("dev");
    const { stdout, stderr } = await sample.preview("dev");
    assert.match(stdout + stderr, /takes up again .*quicksight-governance-111122223333-eu-west-1/);
    const said = await up("dev");
    assert.match(said, /takes up again .*quicksight-fed-users/);
    await changesNothing("dev");
    assert.deepEqual([await countKeys(), await keyOf("main")], [1, key]);
  });

  it("takes up the keys as well when the state is lost, by their aliases", async () => {
    const key = await keyOf("main");
    await run(["state", "unprotect", "--all", "--yes", "--stack", "dev"]);
    await destroy("dev");
    const { stdout } = await run(["stack", "export", "--stack", "dev"]);
    assert.doesNotMatch(stdout, /aws:kms/);
    await up("dev");
    await changesNothing("dev");
    assert.deepEqual([await countKeys(), await keyOf("main")], [1, key]);
  });

  it("goes on where a run was killed before the state had what it made, and lets no second stack have it", async () => {
    const { stdout } = await run(["stack", "--show-urns", "--stack", "dev"]);
    const forget = async (end: string) => {
      const urn = stdout.split(/\s+/).find((word) => word.endsWith(end)) ?? end;
      const args = ["state", "delete", urn, "--target-dependents", "--yes", "--stack", "dev"];
      const { code, stderr } = await run(args);
      assert.equal(code, 0, stderr);
    };
    await forget("aws:iam/role:Role::data-files");
    await forget("aws:ssm/parameter:Parameter::account-bucket");
    const said = await up("dev");
    assert.match(said, /takes up .*role quicksight-governance-data-eu-west-1/);
    await changesNothing("dev");

    const settings = readFileSync("Pulumi.dev.yaml", "utf8");
    await writeFile(join(sample.workspace.directory, "Pulumi.dev-again.yaml"), settings);
    await run(["stack", "init", "dev-again"]);
    const second = await run(["preview", "--stack", "dev-again"]);
    assert.notEqual(second.code, 0);
    assert.match(second.stdout + second.stderr, /account: .* a Region has one account stack/);
  });

  it("takes up what is tagged in another way since, and puts it right in the run after", async () => {
    await destroy("dev");
    await sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { tags: { environment: "test" } }),
      async () => {
        await up("dev");
        await up("dev");
        await changesNothing("dev");
        const { Role } = await iam.send(new GetRoleCommand({ RoleName: "quicksight-fed-users" }));
        assert.deepEqual(Role?.Tags, [{ Key: "environment", Value: "test" }]);
      },
    );
    await up("dev");
  });

  it("has the same key again when it is renamed in the settings and renamed back", async () => {
    const key = await keyOf("main");
    for (let times = 0; times < 2; times += 1) {
      await sample.withSettings(
        "dev",
        (settings) => {
          settings.keys = { renamed: { default: true } };
        },
        async () => {
          await up("dev");
          await changesNothing("dev");
        },
      );
      await up("dev");
      await changesNothing("dev");
      assert.deepEqual([await countKeys(), await keyOf("main")], [2, key]);
    }
  });

  describe("in a second Region", () => {
    const stack = "dev-west";
    const root = () => ({ ...sample.aws.rootEnvironment, AWS_REGION: west });
    const writeSettings = async (more: object = {}) => {
      const file = parse(readFileSync("Pulumi.dev.yaml", "utf8")) as {
        config: Record<string, object>;
      };
      const account = {
        ...file.config["quicksight-governance:account"],
        ...{ secrets: ["acme/west-db"], ...more },
      };
      const config = {
        ...file.config,
        ...{ "aws:region": west, "quicksight-governance:account": account },
      };
      const path = join(sample.workspace.directory, `Pulumi.${stack}.yaml`);
      await writeFile(path, stringify({ config }));
    };
    before(async () => {
      const secrets = new SecretsManagerClient({ ...sample.emulated(), region: west });
      const SecretString = JSON.stringify({ username: "quicksight", password: "hush-hush" });
      await secrets.send(new CreateSecretCommand({ Name: "acme/west-db", SecretString }));
      secrets.destroy();
      await writeSettings();
      await run(["stack", "init", stack]);
    });

    it("names what the account has once and what to set, before anything is written", async () => {
      const { code, stdout, stderr } = await run(["preview", "--stack", stack], root());
      assert.notEqual(code, 0);
      assert.match(
        stdout + stderr,
        /account\.globalRegion: .*quicksight-fed-users.*aws-quicksight-secretsmanager-role-v0.*eu-west-1.*globalRegion: eu-west-1/s,
      );
      const refused = await sample.up(stack, root());
      assert.notEqual(refused.code, 0);
      await assert.rejects(
        iam.send(new GetRoleCommand({ RoleName: `quicksight-governance-data-${west}` })),
        NoSuchEntityException,
      );
    });

    it("uses what the other owns, and leaves it as it was when it goes", async () => {
      await writeSettings({ globalRegion: "eu-west-1" });
      await up(stack, root());
      await changesNothing(stack, root());
      const secretsRole = "aws-quicksight-secretsmanager-role-v0";
      assert.deepEqual(await policiesOf(secretsRole), [
        "read-selected-secrets",
        `read-selected-secrets-${west}`,
      ]);
      await changesNothing("dev");
      await destroy(stack, root());
      assert.deepEqual(await policiesOf(secretsRole), ["read-selected-secrets"]);
      assert.deepEqual(await policiesOf("quicksight-fed-users"), ["self-provision-as-reader"]);
      await changesNothing("dev");
    });

    it("keeps what it may read when the owner goes, and the owner takes its own up again", async () => {
      await up(stack, root());
      await destroy("dev");
      const secretsRole = "aws-quicksight-secretsmanager-role-v0";
      assert.deepEqual(await policiesOf(secretsRole), [`read-selected-secrets-${west}`]);
      await sample.withSettings(
        "dev",
        (settings) => Object.assign(settings, { globalRegion: "eu-west-1" }),
        async () => {
          await up("dev");
          await changesNothing("dev");
          await changesNothing(stack, root());
        },
      );
    });

    it("keeps what each may read when another Region is to own the role", async () => {
      const secretsRole = "aws-quicksight-secretsmanager-role-v0";
      const before = await policiesOf(secretsRole);
      assert.equal(before.length, 2);
      await writeSettings({ globalRegion: west });
      await up(stack, root());
      await changesNothing("dev");
      assert.deepEqual(await policiesOf(secretsRole), before);
      await changesNothing(stack, root());
    });
  });
});
