import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { asRoot } from "../support/asRoot.ts";

const accountId = "111122223333";
const SecretId = "acme/db";
const tokenOf = (letter: string) => letter.repeat(32);

describe("emulator: versions of a secret", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let client: SecretsManagerClient;
  before(async () => {
    emulator = await startEmulator({ accountId });
    client = new SecretsManagerClient(asRoot(emulator));
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    client.destroy();
    await emulator.close();
  });
  const put = (letter: string, SecretString = letter) =>
    client.send(
      new PutSecretValueCommand({ SecretId, SecretString, ClientRequestToken: tokenOf(letter) }),
    );
  const now = async () => (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;
  const listed = async (IncludeDeprecated: boolean) => {
    const { Versions = [] } = await client.send(
      new ListSecretVersionIdsCommand({ SecretId, IncludeDeprecated }),
    );
    return Versions.map(({ VersionId }) => VersionId?.[0]).toSorted();
  };

  it("are none until there is a value", async () => {
    const { VersionId } = await client.send(new CreateSecretCommand({ Name: SecretId }));
    assert.equal(VersionId, undefined);
    await assert.rejects(now(), { name: "ResourceNotFoundException" });
    await put("a");
    assert.deepEqual(await listed(true), ["a"]);
  });

  it("never change: the same is ignored, another value refused, and a token has 32 characters at least", async () => {
    await client.send(new CreateSecretCommand({ Name: SecretId }));
    await put("a");
    await put("b");
    await put("a");
    assert.equal(await now(), "b");
    await assert.rejects(put("a", "another"), { name: "ResourceExistsException" });
    await assert.rejects(
      client.send(
        new PutSecretValueCommand({ SecretId, SecretString: "c", ClientRequestToken: "short" }),
      ),
      { name: "InvalidParameterException" },
    );
    assert.equal(await now(), "b");
  });

  it("stay without a label, shown where they are asked for, and can be current again", async () => {
    await client.send(new CreateSecretCommand({ Name: SecretId }));
    for (const letter of ["a", "b", "c"]) await put(letter);
    assert.deepEqual(await listed(false), ["b", "c"]);
    assert.deepEqual(await listed(true), ["a", "b", "c"]);
    await client.send(
      new UpdateSecretVersionStageCommand({
        ...{ SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: tokenOf("a") },
        RemoveFromVersionId: tokenOf("c"),
      }),
    );
    assert.equal(await now(), "a");
    assert.deepEqual(await listed(false), ["a", "c"]);
  });
});
