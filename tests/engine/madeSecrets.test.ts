import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { secretsPolicyName, secretsRoleName } from "../../components/secretsAccess.ts";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { createRotationFunction } from "../support/createRotationFunction.ts";
import { previewNothing } from "../support/previewNothing.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

const given = "oktank/given-db";
const made = "oktank/made-db";
const hidden = "Hidden-from-everything-4711";
const environment = { GIVEN_DB: JSON.stringify({ username: "quicksight", password: hidden }) };
const settingsOf = (round: number, rotation?: object, key?: string) => ({
  [given]: { environment: "GIVEN_DB", ...(key !== undefined && { key }) },
  [made]: { generated: { username: "quicksight" }, round, ...(rotation && { rotation }) },
});

describe("secrets that are made here, on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  let secrets: SecretsManagerClient;
  let functionArn = "";
  const seen: string[] = [];
  before(async () => {
    sample = await startDeployedSample();
    secrets = new SecretsManagerClient(sample.emulated());
    functionArn = (await createRotationFunction(sample.aws)).arn;
    await giveRights();
    sample.atClose(() => {
      secrets.destroy();
    });
  });
  after(closeSamples);

  /** What the list of the stack has for them, and for whoever makes a data source on one. */
  const giveRights = async () => {
    const { accountId, region, identityRegion } = sample.aws;
    const federation = { samlProvider: "oktank" };
    const { settings } = parseAccount({
      ...{ namespaces: ["default"], federation, madeSecrets: settingsOf(1, rotation(), "main") },
    });
    assert.ok(settings !== undefined);
    const facts = { accountId, partition: "aws", region, identityRegion };
    const statements = accountPermissions(settings, facts)
      .filter(({ sid }) => /Secrets$|^MakeUpPasswords$|^CallRotation$/.test(sid))
      .map(({ actions, resources }) => ({ Effect: "Allow", Action: actions, Resource: resources }));
    const Resource = `arn:aws:secretsmanager:${region}:${accountId}:secret:oktank/*`;
    const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource };
    const Statement = [...statements, read];
    await sample.addRights("made-secrets", { Version: "2012-10-17", Statement });
  };

  const rotation = () => ({ functionArn, everyDays: 30, immediately: true });
  const withSecrets = (round: number, run: () => Promise<void>, rotated?: object) =>
    sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { madeSecrets: settingsOf(round, rotated) }),
      run,
    );
  const isEmpty = async () => {
    await previewNothing(sample, "dev");
  };
  const deploy = async (more: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await sample.up("dev", more);
    assert.equal(code, 0, stdout + stderr);
  };
  const passwordOf = async (SecretId: string) => {
    const { SecretString = "{}" } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    const { password = "" } = JSON.parse(SecretString) as { password?: string };
    return password;
  };
  const replaceByHand = (SecretId: string) =>
    secrets.send(new PutSecretValueCommand({ SecretId, SecretString: '{"username":"mine"}' }));

  it("are refused before anything is written where the environment has not what they are to have", async () => {
    await withSecrets(1, async () => {
      const preview = await sample.preview("dev");
      assert.equal(preview.code, 0, preview.stdout + preview.stderr);
      const printed = preview.stdout + preview.stderr;
      assert.match(
        printed.slice(-3000),
        /the environment has no GIVEN_DB; have the pipeline set it/,
      );
      const { code, stdout, stderr } = await sample.up("dev");
      assert.notEqual(code, 0);
      assert.match(stdout + stderr, /account\.madeSecrets\.oktank\/given-db\.environment/);
      await assert.rejects(secrets.send(new DescribeSecretCommand({ SecretId: made })));
    });
  });

  it("are made, and read by QuickSight; the next preview is empty without the environment", async () => {
    await withSecrets(1, async () => {
      await deploy(environment);
      assert.doesNotMatch(await previewNothing(sample, "dev"), /GIVEN_DB; have/);
    });
    assert.equal(await passwordOf(given), hidden);
    assert.match(await passwordOf(made), /^.{32}$/);
    const place = { type: "TRINO", host: "db", port: 1, catalog: "hive" };
    await sample.withSettings(
      "dev-default",
      (settings) =>
        Object.assign(settings.dataSources, {
          "on-given": { ...place, name: "Given", secret: given },
          "on-made": { ...place, name: "Made", secret: made },
        }),
      async () => {
        const { code, stdout, stderr } = await sample.up("dev-default");
        assert.equal(code, 0, stdout + stderr);
      },
    );
  });

  it("are put back when somebody replaced them, by whoever does not know them", async () => {
    const before = [await passwordOf(given), await passwordOf(made)];
    await replaceByHand(given);
    await replaceByHand(made);
    await withSecrets(1, async () => {
      const preview = await sample.preview("dev");
      assert.match(preview.stdout, /is current, and not the one that the last run left there/);
      await deploy();
    });
    assert.deepEqual([await passwordOf(given), await passwordOf(made)], before);
  });

  it("get another content when that is asked for", async () => {
    const before = await passwordOf(made);
    await withSecrets(2, () => deploy());
    assert.notEqual(await passwordOf(made), before);
    assert.equal(await passwordOf(given), hidden);
    await withSecrets(2, async () => {
      await previewNothing(sample, "dev");
    });
  });

  it("are rotated by a function, whose content is no difference, nor is its next one", async () => {
    seen.push(await passwordOf(made));
    await withSecrets(2, () => deploy(), rotation());
    const until = async (round: string) => {
      for (let left = 100; ; left -= 1) {
        const { SecretString = "{}" } = await secrets.send(
          new GetSecretValueCommand({ SecretId: made }),
        );
        const { rotated, password = "" } = JSON.parse(SecretString) as Record<string, string>;
        if (rotated === round) return seen.push(password);
        assert.ok(left > 0, `rotated ${rotated} times`);
        await sleep(100);
      }
    };
    await until("1");
    await withSecrets(2, isEmpty, rotation());
    await secrets.send(new RotateSecretCommand({ SecretId: made }));
    await until("2");
    await withSecrets(2, isEmpty, rotation());
    await withSecrets(2, () => deploy(), { functionArn, schedule: "cron(0 2 ? * SUN *)" });
    const { RotationRules } = await secrets.send(new DescribeSecretCommand({ SecretId: made }));
    assert.equal(RotationRules?.ScheduleExpression, "cron(0 2 ? * SUN *)");
  });

  it("keep what was rotated last when they are rotated no more", async () => {
    await withSecrets(2, () => deploy());
    const { RotationEnabled } = await secrets.send(new DescribeSecretCommand({ SecretId: made }));
    assert.equal(RotationEnabled, false);
    assert.equal(await passwordOf(made), seen.at(-1));
    await withSecrets(2, isEmpty);
  });

  it("can be under a key of the account, with which QuickSight's role decrypts them", async () => {
    const keyed = settingsOf(2, undefined, "main");
    await sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { madeSecrets: keyed }),
      async () => {
        await deploy();
        await isEmpty();
      },
    );
    const { KmsKeyId = "" } = await secrets.send(new DescribeSecretCommand({ SecretId: given }));
    assert.match(KmsKeyId, /:key\//);
    const iam = new IAMClient(sample.emulated());
    const { PolicyDocument = "" } = await iam.send(
      new GetRolePolicyCommand({ RoleName: secretsRoleName, PolicyName: secretsPolicyName }),
    );
    iam.destroy();
    assert.match(decodeURIComponent(PolicyDocument), new RegExp(`"kms:Decrypt".*${KmsKeyId}`));
    assert.equal(await passwordOf(given), hidden);
  });

  it("are asked about when they leave the settings while data sources sign in with them", async () => {
    const left = { [given]: { environment: "GIVEN_DB", key: "main" } };
    await sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { madeSecrets: left }),
      async () => {
        const { code, stdout, stderr } = await sample.preview("dev");
        assert.notEqual(code, 0, stdout + stderr);
        assert.match(
          stdout + stderr,
          /secret oktank\/made-db would be deleted, and data source qsgov-default-on-made would sign in no more/,
        );
      },
    );
  });

  it("are in no state, preview, report, message or log", async () => {
    const { environment: engine, directory } = sample.workspace;
    const emulator = dirname(dirname(sample.aws.rootEnvironment["NODE_EXTRA_CA_CERTS"] ?? ""));
    const places = [fileURLToPath(engine["PULUMI_BACKEND_URL"] ?? ""), directory, emulator];
    const values = [hidden, ...seen];
    assert.equal(new Set(values).size, 4);
    const texts = [sample.printed.join("")];
    let count = 0;
    for (const place of places) {
      for (const entry of await readdir(place, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || entry.parentPath.includes("node_modules")) continue;
        count += 1;
        texts.push(await readFile(join(entry.parentPath, entry.name), "latin1"));
      }
    }
    assert.ok(count > 10, `${count} files`);
    for (const value of values)
      assert.ok(value !== "" && !texts.some((text) => text.includes(value)));
  });
});
