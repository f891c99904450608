import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Agent } from "node:https";
import { explainDataSourceError } from "../../../core/preflight/checkDataSources.ts";
import { checkKey } from "../../../core/preflight/checkKey.ts";
import { checkRole } from "../../../core/preflight/checkRole.ts";
import { checkRoleFree } from "../../../core/preflight/checkRoleFree.ts";
import { checkSecret, findSecret } from "../../../core/preflight/checkSecret.ts";
import { findKeyArn } from "../../../core/preflight/findKeyArn.ts";
import { type Emulator, startEmulator } from "../../../local/emulator/startEmulator.ts";

const accountId = "111122223333";

describe("looking at what a stack builds on", () => {
  let emulator: Emulator;
  let settings: object;
  const access = () => ({ region: "eu-west-1", ...settings });

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

  const keyProblems = async (
    input: object,
    then?: (kms: KMSClient, arn: string) => Promise<unknown>,
  ) => {
    const kms = new KMSClient(access());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
    const arn = KeyMetadata?.Arn ?? "";
    await then?.(kms, arn);
    kms.destroy();
    return (await checkKey("account.keys.main.arn", arn, accountId, access())).map(
      ({ message }) => message,
    );
  };

  it("says of a role that is to be made that there is one, and where", async () => {
    const iam = new IAMClient(access());
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    const RoleName = "left-behind";
    await iam.send(new CreateRoleCommand({ RoleName, Path: "/a/", AssumeRolePolicyDocument }));
    iam.destroy();
    const free = (name: string) => checkRoleFree("account.federation", name, access());
    assert.deepEqual(await free("nobody-has-this"), []);
    const [problem] = await free(RoleName);
    assert.match(
      problem?.message ?? "",
      /^a role left-behind is there already \(arn:aws:iam::111122223333:role\/a\/left-behind\).* existing: true/,
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
      const [problem] = await checkKey("account.keys.main.arn", arn, accountId, access());
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
      /cannot be looked at \(NotFoundException/,
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

    const check = (name: string) => checkSecret("tenant.dataSources.sales.secret", name, access());
    assert.match(
      (await check("good")).arn ?? "",
      /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:good-/,
    );
    assert.match(
      (await findSecret("account.secrets[0]", "good", access())).arn ?? "",
      /:secret:good-/,
    );
    const messages = await Promise.all(
      ["half", "text", "none"].map(async (name) => (await check(name)).problems[0]?.message ?? ""),
    );
    assert.match(messages[0] ?? "", /secret half has no password/);
    assert.match(messages[1] ?? "", /secret text is not JSON/);
    assert.match(
      messages[2] ?? "",
      /secret none cannot be read by the caller \(ResourceNotFoundException/,
    );
    assert.ok(!messages.join().includes("hush-hush"));
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
      const { keyId = "" } = await findSecret(where, name, access());
      assert.deepEqual(await findKeyArn(where, keyId, access()), { arn: Arn, problems: [] }, name);
    }
    assert.equal((await findSecret(where, "plain", access())).keyId, undefined);
    const [problem] = (await findKeyArn(where, "alias/none", access())).problems;
    assert.match(problem?.message ?? "", /the key alias\/none of the secret cannot be looked at/);
  });

  it("says what to do about a data source that QuickSight cannot use", () => {
    assert.equal(
      explainDataSourceError({ Type: "UNKNOWN_HOST", Message: "no such host" }),
      "QuickSight cannot use it (UNKNOWN_HOST: no such host); the name of the host is not known: check it, and the DNS of the VPC connection",
    );
    assert.match(explainDataSourceError({}), /\(UNKNOWN\); look at the data source in QuickSight/);
  });
});
