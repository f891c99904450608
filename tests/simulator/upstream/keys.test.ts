import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DisableKeyCommand,
  KMSClient,
  ListGrantsCommand,
} from "@aws-sdk/client-kms";
import {
  CreateIngestionCommand,
  DescribeIngestionCommand,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { arn, createDataSet, createDataSource } from "../support/assets.ts";
import { emulated } from "../support/emulated.ts";
import { allowing, policy } from "../support/policies.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

describe("simulator: registered keys, in the emulator", function () {
  this.timeout(60_000);
  const { options, root, deployerWith } = emulated(simulated());
  let kms: KMSClient;
  beforeEach(() => {
    kms = new KMSClient(options());
  });
  afterEach(() => {
    kms.destroy();
  });
  const make = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "";

  it("are only those that QuickSight can use", async () => {
    const good = await make();
    const disabled = await make();
    await kms.send(new DisableKeyCommand({ KeyId: disabled }));
    const signing = await make({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    const missing = good.replace(/[^/]+$/, "00000000-0000-0000-0000-000000000000");
    const register = (client = root()) =>
      client.send(
        new UpdateKeyRegistrationCommand({
          AwsAccountId,
          KeyRegistration: [good, disabled, signing, missing].map((KeyArn) => ({ KeyArn })),
        }),
      );
    const { FailedKeyRegistration, SuccessfulKeyRegistration } = await register();
    assert.deepEqual(SuccessfulKeyRegistration, [{ KeyArn: good, StatusCode: 200 }]);
    assert.deepEqual(
      FailedKeyRegistration?.map(({ StatusCode, Message = "" }) => [
        StatusCode,
        Message.replace(/^\S+ /, ""),
      ]),
      [
        [400, "is Disabled."],
        [400, "is not a symmetric key for encryption."],
        [404, "can't be described (NotFoundException)."],
      ],
    );
    const user = await deployerWith(allowing("kms:DescribeKey"));
    const denied = (await register(user)).FailedKeyRegistration?.[0];
    assert.match(denied?.Message ?? "", /kms:CreateGrant/);
  });

  it("are only those whose own policy lets the caller make grants, whatever IAM says", async () => {
    const user = await deployerWith(allowing("kms:*"));
    const withPolicy = (who: string, Condition = {}) =>
      make({
        Policy: policy({
          ...{ Effect: "Allow", Action: "kms:*", Resource: "*", Condition },
          Principal: { AWS: `arn:aws:iam::${AwsAccountId}:${who}` },
        }),
      });
    const here = { StringEquals: { "kms:CallerAccount": AwsAccountId } };
    const keys = [
      await withPolicy("root"),
      await withPolicy("user/deployer", here),
      await withPolicy("role/admin"),
    ];
    const { FailedKeyRegistration, SuccessfulKeyRegistration } = await user.send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId,
        KeyRegistration: keys.map((KeyArn) => ({ KeyArn })),
      }),
    );
    const arnsOf = (list: { KeyArn?: string | undefined }[] = []) =>
      list.map(({ KeyArn }) => KeyArn);
    assert.deepEqual(arnsOf(SuccessfulKeyRegistration), keys.slice(0, 2));
    assert.deepEqual(arnsOf(FailedKeyRegistration), keys.slice(2));
    assert.equal(FailedKeyRegistration?.[0]?.StatusCode, 403);
  });

  it("have a grant for each data set in SPICE, until it is loaded under another", async () => {
    const [first, second] = [await make(), await make()];
    const granted = async (KeyId: string) => {
      const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId }));
      return Grants.map(({ Constraints }) => Constraints?.EncryptionContextSubset);
    };
    const register = (KeyArn: string, ...others: string[]) =>
      root().send(
        new UpdateKeyRegistrationCommand({
          AwsAccountId,
          KeyRegistration: [
            { KeyArn, DefaultKey: true },
            ...others.map((other) => ({ KeyArn: other, DefaultKey: false })),
          ],
        }),
      );
    const refresh = async (IngestionId: string) => {
      const address = { AwsAccountId, DataSetId: "orders" };
      await root().send(new CreateIngestionCommand({ ...address, IngestionId }));
      await root().send(new DescribeIngestionCommand({ ...address, IngestionId }));
    };
    await createDataSource(root(), "db");
    await register(first);
    await createDataSet(root(), "orders", { ImportMode: "SPICE" });
    await refresh("one");
    const context = [{ "aws:quicksight:arn": arn("dataset/orders") }];
    assert.deepEqual(await granted(first), context);
    await register(second, first);
    assert.deepEqual(await granted(first), context, "what was loaded keeps its key");
    await refresh("two");
    assert.deepEqual(await granted(second), context);
    assert.deepEqual(await granted(first), []);
  });
});
