import assert from "node:assert/strict";
import {
  CreateTopicCommand,
  DescribeKeyRegistrationCommand,
  InvalidParameterValueException,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const key = (id: string, DefaultKey = false) => ({
  KeyArn: `arn:aws:kms:eu-west-1:${AwsAccountId}:key/${id}`,
  DefaultKey,
});

describe("simulator: key registration", () => {
  const { client, clientWith, control } = simulated();
  const register = (...KeyRegistration: { KeyArn?: string; DefaultKey?: boolean }[]) =>
    client().send(new UpdateKeyRegistrationCommand({ AwsAccountId, KeyRegistration }));
  const registered = async (DefaultKeyOnly?: boolean) =>
    (await client().send(new DescribeKeyRegistrationCommand({ AwsAccountId, DefaultKeyOnly })))
      .KeyRegistration;

  it("replaces the list every time", async () => {
    await register(key("1", true), key("2"));
    assert.deepEqual(await registered(), [key("1", true), key("2")]);
    assert.deepEqual(await registered(true), [key("1", true)]);
    await register(key("3", true));
    assert.deepEqual(await registered(), [key("3", true)]);
    await register();
    assert.deepEqual(await registered(), []);
  });

  it("reports keys that can't be with status 200, and takes the others", async () => {
    const bad = [
      { KeyArn: "alias/quicksight" },
      { KeyArn: `arn:aws:kms:us-east-1:${AwsAccountId}:key/1` },
      { KeyArn: "arn:aws:kms:eu-west-1:999999999999:key/1" },
    ];
    const answer = await register(...bad, key("1", true));
    assert.equal(answer.$metadata.httpStatusCode, 200);
    assert.deepEqual(
      answer.FailedKeyRegistration?.map(({ KeyArn }) => ({ KeyArn })),
      bad,
    );
    assert.deepEqual(answer.SuccessfulKeyRegistration, [
      { KeyArn: key("1").KeyArn, StatusCode: 200 },
    ]);
    assert.deepEqual(await registered(), [key("1", true)]);
  });

  it("refuses a second default key", async () => {
    await refused(register(key("1", true), key("2", true)), InvalidParameterValueException, {
      status: 400,
    });
  });

  describe("and the key of Amazon Q data", () => {
    const qData = async () =>
      (await client().send(new DescribeKeyRegistrationCommand({ AwsAccountId }))).QDataKey;
    const topic = (TopicId: string) =>
      client().send(new CreateTopicCommand({ AwsAccountId, TopicId, Topic: { Name: TopicId } }));

    it("is the default when the first topic is made, and that for good", async () => {
      await register(key("1", true), key("2"));
      assert.equal(await qData(), undefined);
      await topic("first");
      await register(key("2", true), key("1"));
      await topic("second");
      assert.deepEqual(await qData(), { QDataKeyArn: key("1").KeyArn, QDataKeyType: "CMK" });
    });

    it("is AWS's own where there is no default then, and what the control route says", async () => {
      await topic("first");
      await register(key("1", true));
      assert.deepEqual(await qData(), { QDataKeyType: "AWS_OWNED" });
      const { KeyArn } = key("1");
      assert.equal((await control("POST", "/_sim/q-data", { KeyArn })).status, 200);
      assert.deepEqual(await qData(), { QDataKeyArn: KeyArn, QDataKeyType: "CMK" });
      assert.equal((await control("POST", "/_sim/q-data", { KeyArn: null })).status, 200);
      assert.deepEqual(await qData(), { QDataKeyType: "AWS_OWNED" });
      assert.equal((await control("POST", "/_sim/q-data", {})).status, 400);
    });
  });

  it("is a matter of one Region", async () => {
    await register(key("1", true));
    const american = clientWith({ region: "us-east-1" });
    const { KeyRegistration } = await american.send(
      new DescribeKeyRegistrationCommand({ AwsAccountId }),
    );
    assert.deepEqual(KeyRegistration, []);
  });
});
