import assert from "node:assert/strict";
import { CreateRoleCommand, CreateSAMLProviderCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { Agent } from "node:https";
import { explainDataSourceError } from "../../../core/data/explainDataSourceError.ts";
import { checkKey } from "../../../core/preflight/checkKey.ts";
import { checkRole } from "../../../core/preflight/checkRole.ts";
import { checkSamlProvider } from "../../../core/preflight/checkSamlProvider.ts";
import { checkSecret, findSecret } from "../../../core/preflight/checkSecret.ts";
import { checkSourceRole } from "../../../core/preflight/checkSourceRole.ts";
import { explainSecretError } from "../../../core/preflight/explainSecretError.ts";
import { findBucket } from "../../../core/preflight/findBucket.ts";
import { findKey } from "../../../core/preflight/findKey.ts";
import { findKeyArn } from "../../../core/preflight/findKeyArn.ts";
import { findRole } from "../../../core/preflight/findRole.ts";
import { listRoleNames } from "../../../core/preflight/listRoleNames.ts";
import { createDeployer } from "../../../local/emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "../../../local/emulator/startEmulator.ts";

const accountId = "111122223333";

const named = (name: string) => Object.assign(new Error("no"), { name });

describe("looking at what a stack builds on", () => {
  let emulator: Emulator;
  let settings: object;
  const access = () => ({ region: "eu-west-1", ...settings });

  beforeEach(() => emulator.reset());
  before(async () => {
    emulator = await startEmulator({ accountId, region: "eu-west-1" });
    settings = {
      endpoint: emulator.url,
      credentials: { accessKeyId: accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    };
  });
  after(async () => {
    await emulator.close();
  });

  /** As somebody who may do next to nothing. */
  const powerless = async () => {
    const deployer = await createDeployer(emulator, {
      powerless: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }],
      },
    });
    const accessKeyId = deployer["AWS_ACCESS_KEY_ID"] ?? "";
    const secretAccessKey = deployer["AWS_SECRET_ACCESS_KEY"] ?? "";
    return Object.assign(access(), { credentials: { accessKeyId, secretAccessKey } });
  };

  const check = async (arn: string, as = access()) => {
    const place = { accountId, partition: "aws" };
    return (await checkKey("account.keys.main.arn", arn, place, as)).problems;
  };
  const keyProblems = async (
    input: object,
    then?: (kms: KMSClient, arn: string) => Promise<unknown>,
  ) => {
    const kms = new KMSClient(access());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
    const arn = KeyMetadata?.Arn ?? "";
    await then?.(kms, arn);
    kms.destroy();
    return (await check(arn)).map(({ message }) => message);
  };

  it("finds roles by name, whatever their path, with the services they trust, and by the beginning of their names", async () => {
    const iam = new IAMClient(access());
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["quicksight.amazonaws.com"] },
          Action: "sts:AssumeRole",
        },
      ],
    });
    for (const RoleName of ["left-behind", "left-alone"]) {
      await iam.send(
        new CreateRoleCommand({
          ...{ RoleName, Path: "/a/", AssumeRolePolicyDocument },
          Description: "made here",
        }),
      );
    }
    const statement = (Action: unknown, Service: string) => ({
      ...{ Effect: "Allow", Principal: { Service }, Action },
    });
    await iam.send(
      new CreateRoleCommand({
        RoleName: "assumed-by",
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            statement(["sts:TagSession", "sts:assumerole"], "ec2.amazonaws.com"),
            statement("sts:*", "lambda.amazonaws.com"),
            statement("sts:TagSession", "quicksight.amazonaws.com"),
          ],
        }),
      }),
    );
    iam.destroy();
    assert.deepEqual((await findRole("assumed-by", access()))?.trusted, [
      "ec2.amazonaws.com",
      "lambda.amazonaws.com",
    ]);
    assert.equal(await findRole("nobody-has-this", access()), undefined);
    const of = async (path: string, owner = accountId, as = access()) => {
      const arn = `arn:aws:iam::${owner}:role${path}`;
      return (await checkSourceRole("roleArn", arn, accountId, as)).map(({ message }) => message);
    };
    assert.deepEqual(await of("/a/left-behind"), []);
    const arn = (rest: string, owner = accountId) => `arn:aws:iam::${owner}:role/${rest}`;
    assert.deepEqual(await of("/left-behind"), [
      `the role left-behind is ${arn("a/left-behind")} (got ${arn("left-behind")})`,
    ]);
    assert.deepEqual(await of("/none"), [
      `there is no role none; make it, or correct the ARN (got ${arn("none")})`,
    ]);
    assert.deepEqual(await of("/left-behind", "444455556666"), [
      `the role belongs to account 444455556666; use one of account ${accountId} (got ${arn("left-behind", "444455556666")})`,
    ]);
    assert.deepEqual(await of("/assumed-by"), [
      "the role assumed-by does not trust QuickSight; allow quicksight.amazonaws.com sts:AssumeRole in its trust policy",
    ]);
    const [denied = ""] = await of("/a/left-behind", accountId, await powerless());
    assert.match(denied, /cannot be looked at .*; allow iam:GetRole on /);
    assert.deepEqual(await findRole("left-behind", access()), {
      arn: `arn:aws:iam::${accountId}:role/a/left-behind`,
      path: "/a/",
      description: "made here",
      trusted: ["quicksight.amazonaws.com"],
    });
    assert.deepEqual(await listRoleNames("left-", access()), ["left-alone", "left-behind"]);
  });

  it("finds the key that an alias leads to, also one that waits for its deletion", async () => {
    const kms = new KMSClient(access());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "made here" }));
    const KeyId = KeyMetadata?.KeyId ?? "";
    await kms.send(new CreateAliasCommand({ AliasName: "alias/going", TargetKeyId: KeyId }));
    const found = { keyId: KeyId, description: "made here", state: "Enabled" };
    assert.deepEqual(await findKey("alias/going", access()), found);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    kms.destroy();
    const going = { ...found, state: "PendingDeletion" };
    assert.deepEqual(await findKey("alias/going", access()), going);
    assert.equal(await findKey("alias/none", access()), undefined);
  });

  it("finds a bucket with its rules, also in another Region, and says who may not see it", async () => {
    const s3 = new S3Client(access());
    await s3.send(
      new CreateBucketCommand({
        Bucket: "here",
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    const find = (name: string, owner = accountId, region = "eu-west-1") =>
      findBucket(name, owner, { ...access(), region });
    // Nothing in it and nothing set: what a run leaves that was killed as soon as it had made it.
    assert.deepEqual(await find("here"), { region: "eu-west-1", rules: [], untouched: true });
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: "here",
        LifecycleConfiguration: {
          Rules: [{ ID: "one", Status: "Enabled", Filter: {}, Expiration: { Days: 7 } }],
        },
      }),
    );
    s3.destroy();
    assert.deepEqual(await find("here"), { region: "eu-west-1", rules: ["one"], untouched: false });
    assert.equal(await find("nobody-has-this"), undefined);
    const elsewhere = { region: "eu-west-1", rules: [], untouched: false };
    assert.deepEqual(await find("here", accountId, "us-west-2"), elsewhere);
    await assert.rejects(
      findBucket("here", accountId, await powerless()),
      ({ $metadata }: S3ServiceException) => $metadata.httpStatusCode === 403,
    );
  });

  it("finds a role under its whole ARN, and says which one is there under the name", async () => {
    const iam = new IAMClient(access());
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: "corp-users",
        Path: "/federated/",
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
      }),
    );
    iam.destroy();
    const arn = `arn:aws:iam::${accountId}:role/federated/corp-users`;
    assert.equal(Role?.Arn, arn);
    const at = async (role: string) => {
      const problems = await checkRole("account.federation", role, access());
      return problems.map(({ message }) => message);
    };
    assert.deepEqual(await at(arn), []);
    const bare = `arn:aws:iam::${accountId}:role/corp-users`;
    assert.deepEqual(await at(bare), [
      `the role corp-users is ${arn} (got ${bare}); set account.federation.roleArn to it`,
    ]);
    const [missing = ""] = await at(`${arn}-of-old`);
    assert.match(missing, /^the role corp-users-of-old cannot be looked at \(NoSuchEntity/);
  });

  it("says that a SAML provider is not there, and what to do", async () => {
    const iam = new IAMClient(access());
    const SAMLMetadataDocument = "<EntityDescriptor/>";
    await iam.send(new CreateSAMLProviderCommand({ Name: "okta", SAMLMetadataDocument }));
    iam.destroy();
    const where = "account.federation.samlProvider";
    const check = (name: string) =>
      checkSamlProvider(where, `arn:aws:iam::${accountId}:saml-provider/${name}`, access());
    assert.deepEqual(await check("okta"), []);
    const [problem] = await check("okta-of-old");
    assert.match(problem?.message ?? "", /^there is no IAM SAML provider okta-of-old .* make it/);
    assert.notEqual(problem?.denied, true);
    const arn = `arn:aws:iam::${accountId}:saml-provider/okta`;
    const [unseen] = await checkSamlProvider(where, arn, await powerless());
    assert.equal(unseen?.denied, true);
    assert.match(unseen.message, /allow iam:GetSAMLProvider on arn:aws:iam::111122223333:saml-/);
  });

  it("takes an enabled symmetric key", async () => {
    assert.deepEqual(await keyProblems({}), []);
  });

  it("says what to do about a disabled key, an asymmetric one, one elsewhere and one that is not there", async () => {
    const disabled = await keyProblems({}, (kms, KeyId) =>
      kms.send(new DisableKeyCommand({ KeyId })),
    );
    assert.match(disabled.join(), /^the key is Disabled; enable it, or use another/);
    const asymmetric = await keyProblems({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    assert.match(asymmetric.join(), /^the key is RSA_2048 for SIGN_VERIFY; use a symmetric key/);
    const at = async (arn: string) => {
      const [problem] = await check(arn);
      return problem?.message ?? "";
    };
    const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    assert.match(
      await at(`arn:aws:kms:us-east-1:${accountId}:key/${id}`),
      /is in us-east-1; use a key in eu-west-1/,
    );
    assert.match(
      await at(`arn:aws:kms:eu-west-1:999988887777:key/${id}`),
      /belongs to account 999988887777/,
    );
    assert.match(
      await at(`arn:aws:kms:eu-west-1:${accountId}:key/${id}`),
      /the key is not there; correct the ARN/,
    );
  });

  it("finds a secret's full ARN, and never says what it holds", async () => {
    const secrets = new SecretsManagerClient(access());
    const create = (Name: string, SecretString: string) =>
      secrets.send(new CreateSecretCommand({ Name, SecretString }));
    await create("good", JSON.stringify({ username: "u", password: "hush-hush" }));
    await create("half", JSON.stringify({ username: "hush-hush" }));
    await create("text", "hush-hush");
    secrets.destroy();

    const check = (name: string) =>
      checkSecret("tenant.dataSources.sales.secret", name, accountId, access());
    assert.match(
      (await check("good")).arn ?? "",
      /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:good-/,
    );
    assert.match(
      (await findSecret("account.secrets[0]", "good", accountId, access())).arn ?? "",
      /:secret:good-/,
    );
    const messages = await Promise.all(
      ["half", "text", "none"].map(async (name) => (await check(name)).problems[0]?.message ?? ""),
    );
    assert.match(messages[0] ?? "", /secret half has no password/);
    assert.match(messages[1] ?? "", /secret text is not JSON/);
    assert.match(
      messages[2] ?? "",
      /^there is no secret none in eu-west-1, or it holds no value yet; correct its name, store \{"username": …, "password": …\} there, or replicate it to eu-west-1 from where it is/,
    );
    assert.ok(!messages.join().includes("hush-hush"));
  });

  it("says what a secret lacks for the way that it is signed in with", async () => {
    const secrets = new SecretsManagerClient(access());
    const SecretString = JSON.stringify({ username: "hush-hush", privateKey: "hush-hush" });
    await secrets.send(new CreateSecretCommand({ Name: "paired", SecretString }));
    secrets.destroy();
    const check = async (secret: string, ...needed: string[]) => {
      const found = await checkSecret("where", secret, accountId, access(), needed);
      return found.problems.map(({ message }) => message);
    };
    assert.deepEqual(await check("paired", "username", "privateKey"), []);
    assert.deepEqual(await check("paired", "username", "client_id", "client_secret"), [
      "secret paired has no client_id and no client_secret; store all of them as texts",
    ]);
    const [missing = ""] = await check("unpaired", "username", "privateKey");
    assert.match(
      missing,
      /^there is no secret unpaired .* store \{"username": …, "privateKey": …\}/,
    );
  });

  it("says of a secret of another Region or account where it is, and what to do", async () => {
    const arn = (region: string, owner: string) =>
      `arn:aws:secretsmanager:${region}:${owner}:secret:acme/us-db-67f824`;
    const messagesOf = async (secret: string) => {
      const checked = [
        await checkSecret("tenant.dataSources.us.secret", secret, accountId, access()),
        await findSecret("account.secrets[0]", secret, accountId, access()),
      ];
      return checked.flatMap(({ problems }) => problems.map(({ message }) => message));
    };
    const far = await messagesOf(arn("us-east-1", accountId));
    assert.equal(far.length, 2);
    for (const message of far) {
      assert.match(message, /^the secret is in us-east-1; replicate it to eu-west-1 \(aws .*\)/);
    }
    const foreign = await messagesOf(arn("eu-west-1", "999988887777"));
    assert.equal(foreign.length, 2);
    for (const message of foreign) {
      assert.match(
        message,
        /^the secret belongs to account 999988887777; store one in account 1111/,
      );
    }
  });

  it("says of a secret that is being deleted, or whose key cannot be used, what to do about that", async () => {
    const secrets = new SecretsManagerClient(access());
    const SecretString = JSON.stringify({ username: "u", password: "p" });
    await secrets.send(new CreateSecretCommand({ Name: "leaving", SecretString }));
    await secrets.send(new DeleteSecretCommand({ SecretId: "leaving" }));
    secrets.destroy();
    const where = "account.secrets[0]";
    const found = await findSecret(where, "leaving", accountId, access());
    const read = await checkSecret(where, "leaving", accountId, access());
    for (const { problems, arn } of [found, read]) {
      assert.equal(arn, undefined);
      assert.match(
        problems[0]?.message ?? "",
        /^the secret leaving is being deleted; restore it \(aws secretsmanager restore-secret --region eu-west-1 --secret-id leaving\), or name another/,
      );
    }
    assert.match(
      explainSecretError("locked", named("DecryptionFailure"), "eu-west-1") ?? "",
      /^the secret locked cannot be decrypted \(DecryptionFailure: no\); enable its KMS key, or cancel the deletion of it/,
    );
  });

  it("finds the key of a secret, by whatever it is called there, and none where it is AWS's own", async () => {
    const kms = new KMSClient(access());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const { KeyId = "", Arn = "" } = KeyMetadata ?? {};
    await kms.send(new CreateAliasCommand({ AliasName: "alias/sales", TargetKeyId: KeyId }));
    kms.destroy();
    const secrets = new SecretsManagerClient(access());
    const SecretString = "{}";
    for (const [Name, KmsKeyId] of Object.entries({ own: KeyId, other: "alias/sales" })) {
      await secrets.send(new CreateSecretCommand({ Name, SecretString, KmsKeyId }));
    }
    await secrets.send(new CreateSecretCommand({ Name: "plain", SecretString }));
    secrets.destroy();
    const where = "account.secrets[0]";
    for (const name of ["own", "other"]) {
      const { keyId = "" } = await findSecret(where, name, accountId, access());
      assert.deepEqual(await findKeyArn(where, keyId, access()), { arn: Arn, problems: [] }, name);
    }
    assert.equal((await findSecret(where, "plain", accountId, access())).keyId, undefined);
    const [problem] = (await findKeyArn(where, "alias/none", access())).problems;
    assert.match(problem?.message ?? "", /the key alias\/none of the secret cannot be looked at/);
  });

  it("says that the caller must decrypt a secret with its own key, through Secrets Manager", async () => {
    const kms = new KMSClient(access());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    kms.destroy();
    const secrets = new SecretsManagerClient(access());
    const SecretString = JSON.stringify({ username: "a", password: "b" });
    const KmsKeyId = KeyMetadata?.Arn;
    await secrets.send(new CreateSecretCommand({ Name: "keyed", SecretString, KmsKeyId }));
    secrets.destroy();
    const read = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const decrypt = (service: string) => ({
      ...{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
      Condition: { StringEquals: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` } },
    });
    const problemsOf = async (user: string, ...Statement: object[]) => {
      const deploy = { Version: "2012-10-17", Statement: [read, ...Statement] };
      const made = await createDeployer(emulator, { deploy }, user);
      const credentials = {
        accessKeyId: made["AWS_ACCESS_KEY_ID"] ?? "",
        secretAccessKey: made["AWS_SECRET_ACCESS_KEY"] ?? "",
      };
      const { problems } = await checkSecret("where", "keyed", accountId, {
        ...access(),
        credentials,
      } as never);
      return problems.map(({ message }) => message).join();
    };
    const refusal = /AccessDenied.*and kms:Decrypt on its key where it has one of its own/;
    assert.match(await problemsOf("none"), refusal);
    assert.match(await problemsOf("other", decrypt("s3")), refusal);
    assert.equal(await problemsOf("right", decrypt("secretsmanager")), "");
  });

  it("says what to do about a data source that QuickSight cannot use", () => {
    assert.equal(
      explainDataSourceError({ Type: "UNKNOWN_HOST", Message: "no such host" }),
      "QuickSight cannot use it (UNKNOWN_HOST: no such host); the name of the host is not known: check it, and the DNS of the VPC connection",
    );
    assert.match(explainDataSourceError({}), /\(UNKNOWN\); look at the data source in QuickSight/);
  });
});
