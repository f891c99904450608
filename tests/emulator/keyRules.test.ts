import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DescribeKeyCommand,
  DisableKeyCommand,
  KMSClient,
  ListKeyRotationsCommand,
  paginateListKeyRotations,
  PutKeyPolicyCommand,
  RotateKeyOnDemandCommand,
} from "@aws-sdk/client-kms";
import { createDeployer } from "../../local/emulator/createDeployer.ts";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { allowing, policy } from "../simulator/support/policies.ts";

const accountId = "111122223333";

describe("emulator: what KMS has besides", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let kms: KMSClient;
  const options = () => ({
    endpoint: emulator.url,
    region: "eu-west-1",
    requestHandler: { httpsAgent: { ca: emulator.certificate } },
  });
  before(async () => {
    emulator = await startEmulator({ accountId });
    const credentials = { accessKeyId: accountId, secretAccessKey: "test" };
    kms = new KMSClient({ ...options(), credentials });
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    kms.destroy();
    await emulator.close();
  });
  const make = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "";
  const rotate = (KeyId: string) => kms.send(new RotateKeyOnDemandCommand({ KeyId }));

  it("rotates on demand, 25 times, and lists the rotations by page, at the time of its clock", async () => {
    const KeyId = await make();
    assert.deepEqual((await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations, []);
    await emulator.changeTrail({ offsetMs: 86_400_000 });
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: await make() }));
    assert.ok((KeyMetadata?.CreationDate?.getTime() ?? 0) > Date.now() + 80_000_000);
    for (let count = 0; count < 25; count++) await rotate(KeyId);
    await assert.rejects(rotate(KeyId), { name: "LimitExceededException" });
    const found = [];
    for await (const { Rotations = [] } of paginateListKeyRotations(
      { client: kms, pageSize: 10 },
      { KeyId },
    )) {
      found.push(...Rotations);
    }
    assert.equal(found.length, 25);
    assert.deepEqual(
      new Set(found.map(({ RotationType }) => RotationType)),
      new Set(["ON_DEMAND"]),
    );
    assert.ok((found[0]?.RotationDate?.getTime() ?? 0) > Date.now() + 80_000_000);
  });

  it("rotates nothing that is asymmetric, imported, or disabled", async () => {
    const signing = await make({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    await assert.rejects(rotate(signing), { name: "UnsupportedOperationException" });
    await assert.rejects(rotate(await make({ Origin: "EXTERNAL" })), {
      name: "KMSInvalidStateException",
    });
    const KeyId = await make();
    await kms.send(new DisableKeyCommand({ KeyId }));
    await assert.rejects(rotate(KeyId), { name: "DisabledException" });
  });

  it("says that a key's own policy does not allow what IAM does", async () => {
    const environment = await createDeployer(emulator, {
      all: JSON.parse(allowing("kms:*")) as object,
    });
    const user = new KMSClient({
      ...options(),
      credentials: {
        accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
        secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
      },
    });
    const KeyId = await make();
    const where = (account: string) =>
      policy({
        ...{ Effect: "Allow", Action: "kms:*", Resource: "*" },
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Condition: { StringEquals: { "kms:CallerAccount": account } },
      });
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: where(accountId) }));
    await user.send(new DescribeKeyCommand({ KeyId }));
    const nobody = policy({
      ...{ Effect: "Allow", Action: "kms:Sign", Resource: "*" },
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    });
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: nobody }));
    await assert.rejects(user.send(new DescribeKeyCommand({ KeyId })), {
      name: "AccessDeniedException",
      message:
        /on resource: \S+ because no resource-based policy allows the kms:DescribeKey action$/,
    });
    user.destroy();
  });
});
