import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { createRotationFunction } from "../support/createRotationFunction.ts";
import { asRoot } from "../support/asRoot.ts";

const accountId = "111122223333";
const SecretId = "acme/db";
const daily = { RotationRules: { AutomaticallyAfterDays: 1 } };

describe("emulator: the rotation of a secret", function () {
  this.timeout(120_000);
  let emulator: Emulator;
  let client: SecretsManagerClient;
  before(async () => {
    emulator = await startEmulator({ accountId });
    client = new SecretsManagerClient(asRoot(emulator));
  });
  beforeEach(async () => {
    await emulator.reset();
    await client.send(
      new CreateSecretCommand({ Name: SecretId, SecretString: '{"password":"0"}' }),
    );
  });
  after(async () => {
    client.destroy();
    await emulator.close();
  });
  const read = async () => {
    const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId }));
    return SecretString;
  };
  const describe = () => client.send(new DescribeSecretCommand({ SecretId }));
  /** Waits for what rotating leaves, which goes on after the answer. */
  const until = async (is: () => Promise<boolean>) => {
    for (let left = 200; !(await is()); left -= 1) {
      assert.ok(left > 0, "it never came to that");
      await sleep(100);
    }
  };

  it("is what its function does in four steps, and shows when it was and will be", async () => {
    const { arn } = await createRotationFunction(emulator);
    await client.send(new RotateSecretCommand({ SecretId, RotationLambdaARN: arn, ...daily }));
    await until(async () => (await read()) !== '{"password":"0"}');
    assert.match(await read(), /^\{"password": ".{32}", "rotated": "1"\}$/);
    await client.send(new RotateSecretCommand({ SecretId }));
    await until(async () => (await read()).includes('"rotated": "2"'));
    await client.send(new RotateSecretCommand({ SecretId, RotateImmediately: false, ...daily }));
    const { RotationEnabled, RotationRules, LastRotatedDate, NextRotationDate } = await describe();
    assert.equal(RotationEnabled, true);
    assert.deepEqual(RotationRules, daily.RotationRules);
    assert.ok(LastRotatedDate !== undefined && NextRotationDate !== undefined);
  });

  it("that does not begin at once only lets the function test, and leaves nothing", async () => {
    const { arn } = await createRotationFunction(emulator);
    const later = { SecretId, RotationLambdaARN: arn, RotateImmediately: false, ...daily };
    await client.send(new RotateSecretCommand(later));
    const { VersionIdsToStages = {} } = await describe();
    await until(async () => Object.keys((await describe()).VersionIdsToStages ?? {}).length === 1);
    assert.equal(await read(), '{"password":"0"}');
    assert.ok(Object.keys(VersionIdsToStages).length <= 2);
  });

  it("is refused where there is no function, or it does not let Secrets Manager call it", async () => {
    const rotate = (RotationLambdaARN?: string) =>
      client.send(new RotateSecretCommand({ SecretId, RotationLambdaARN, ...daily }));
    await assert.rejects(rotate(), /No Lambda rotation function ARN is associated/);
    const cannot = /cannot invoke the specified Lambda function.*secretsmanager\.amazonaws\.com/s;
    await assert.rejects(rotate(`arn:aws:lambda:eu-west-1:${accountId}:function:none`), cannot);
    const { arn } = await createRotationFunction(emulator, { closed: true });
    await assert.rejects(rotate(arn), cannot);
  });

  it("that fails leaves its version pending, and the next one waits for it", async () => {
    const { arn } = await createRotationFunction(emulator, { fails: true });
    const rotate = () =>
      client.send(new RotateSecretCommand({ SecretId, RotationLambdaARN: arn, ...daily }));
    await rotate();
    await assert.rejects(rotate(), /A previous rotation isn't complete/);
    assert.equal(await read(), '{"password":"0"}');
  });

  it("ends when it is cancelled", async () => {
    const { arn } = await createRotationFunction(emulator);
    const later = { SecretId, RotationLambdaARN: arn, RotateImmediately: false, ...daily };
    await client.send(new RotateSecretCommand(later));
    await client.send(new CancelRotateSecretCommand({ SecretId }));
    const { RotationEnabled, NextRotationDate } = await describe();
    assert.deepEqual([RotationEnabled, NextRotationDate], [false, undefined]);
  });
});
