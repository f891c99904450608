import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { contentIn } from "../../../core/secrets/contentIn.ts";
import { putContent } from "../../../core/secrets/putContent.ts";
import { currentOf, readVersions } from "../../../core/secrets/readVersions.ts";
import { restoreVersion } from "../../../core/secrets/restoreVersion.ts";
import type { SecretContent } from "../../../core/secrets/secretContent.ts";
import { type Emulator, startEmulator } from "../../../local/emulator/startEmulator.ts";
import { asRoot } from "../../support/asRoot.ts";

const accountId = "111122223333";

describe("the content of a secret that is made here", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let client: SecretsManagerClient;
  let secretArn = "";
  before(async () => {
    emulator = await startEmulator({ accountId, region: "eu-west-1" });
    client = new SecretsManagerClient(asRoot(emulator));
  });
  beforeEach(async () => {
    await emulator.reset();
    const { ARN = "" } = await client.send(new CreateSecretCommand({ Name: "acme/db" }));
    secretArn = ARN;
  });
  after(async () => {
    client.destroy();
    await emulator.close();
  });

  const of = (more: Partial<SecretContent> = {}): SecretContent => ({
    ...{ secretArn, environment: "", username: "quicksight", length: 40, exclude: "/@", ...more },
  });
  const read = async () => {
    const { SecretString = "{}" } = await client.send(
      new GetSecretValueCommand({ SecretId: secretArn }),
    );
    return JSON.parse(SecretString) as Record<string, string>;
  };

  it("is made up, of the length and without the characters that are asked for, another one each time", async () => {
    await putContent(client, of(), {});
    const first = await read();
    assert.deepEqual([first["username"], first["password"]?.length], ["quicksight", 40]);
    assert.doesNotMatch(first["password"] ?? "", /[/@]/);
    await putContent(client, of(), {});
    assert.notEqual((await read())["password"], first["password"]);
  });

  it("is made up once for one version, also where a run was killed before it could say so", async () => {
    const token = "0123456789abcdef".repeat(4);
    assert.equal(await putContent(client, of(), {}, token), token);
    const before = await read();
    assert.equal(await putContent(client, of(), {}, token), token);
    assert.deepEqual(await read(), before);
  });

  it("comes from the environment, and what is wrong with it is said without it", async () => {
    const content = JSON.stringify({ username: "u", privateKey: "hush-hush" });
    await putContent(client, of({ environment: "DB" }), { DB: content });
    assert.deepEqual(await read(), { username: "u", privateKey: "hush-hush" });
    for (const wrong of [
      "hush-hush",
      '["hush-hush"]',
      '{"password":{"a":"hush-hush"}}',
      "{}",
      "null",
    ]) {
      const { problem = "" } = contentIn({ DB: wrong }, "DB");
      assert.match(problem, /^DB of the environment is not a JSON object of texts; /);
      assert.ok(!problem.includes("hush"));
    }
    await assert.rejects(
      putContent(client, of({ environment: "DB" }), {}),
      /the environment has no DB; have the pipeline set it/,
    );
  });

  it("is put back without being known when somebody replaced it", async () => {
    const ours = await putContent(client, of(), {});
    const before = await read();
    await client.send(
      new PutSecretValueCommand({ SecretId: secretArn, SecretString: '{"username":"mine"}' }),
    );
    const now = currentOf((await readVersions(client, secretArn)) ?? new Map());
    assert.notEqual(now, ours);
    assert.equal(await restoreVersion(client, secretArn, ours), true);
    assert.deepEqual(await read(), before);
    assert.equal(await restoreVersion(client, secretArn, ours), true);
    assert.equal(
      await restoreVersion(client, secretArn, "00000000-0000-0000-0000-000000000000"),
      false,
    );
  });

  it("is gone with its secret, and while that waits for its deletion", async () => {
    await client.send(new DeleteSecretCommand({ SecretId: secretArn }));
    assert.equal(await readVersions(client, secretArn), undefined);
    assert.equal(await readVersions(client, `${secretArn}x`), undefined);
  });
});
