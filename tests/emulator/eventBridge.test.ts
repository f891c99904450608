import assert from "node:assert/strict";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { readTopic } from "../support/readTopic.ts";
import { startTrail } from "../support/startTrail.ts";

const account = "111122223333";
const region = "eu-west-1";
const ruleArn = `arn:aws:events:${region}:${account}:rule/keys`;

describe("emulator: EventBridge", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(service: new (options: object) => C): C => {
    const client = new service({
      endpoint: emulator.url,
      region,
      maxAttempts: 1,
      forcePathStyle: true,
      credentials: { accessKeyId: account, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    });
    clients.push(client);
    return client;
  };
  let kms: KMSClient;
  let sns: SNSClient;
  let topic: string;
  let key: { KeyId: string; Arn: string };
  let messages: () => Promise<string[]>;
  before(async () => {
    emulator = await startEmulator({ accountId: account, region });
    kms = make(KMSClient);
    sns = make(SNSClient);
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await emulator.close();
  });

  const letPublish = (Condition: object) =>
    sns.send(
      new SetTopicAttributesCommand({
        TopicArn: topic,
        AttributeName: "Policy",
        AttributeValue: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sns:Publish",
              Resource: topic,
              Condition,
            },
          ],
        }),
      }),
    );

  const logEvents = () => startTrail(make(CloudTrailClient), make(S3Client));

  beforeEach(async () => {
    await emulator.reset();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    key = { KeyId: KeyMetadata?.KeyId ?? "", Arn: KeyMetadata?.Arn ?? "" };
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "keys" }));
    topic = TopicArn;
    const events = make(EventBridgeClient);
    const EventPattern = JSON.stringify({
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
    });
    await events.send(new PutRuleCommand({ Name: "keys", EventPattern }));
    const InputTransformer = {
      InputPathsMap: {
        call: "$.detail.eventName",
        key: "$.detail.resources[0].ARN",
        service: "$.detail.userIdentity.invokedBy",
      },
      InputTemplate: `"<call> of <key> by <service>"`,
    };
    const Targets = [{ Id: "topic", Arn: topic, InputTransformer }];
    await events.send(new PutTargetsCommand({ Rule: "keys", Targets }));
    messages = await readTopic(make(SQSClient), sns, topic);
  });

  it("hears of changes that a trail logs, not of reads", async () => {
    await letPublish({ ArnLike: { "aws:SourceArn": ruleArn } });
    await logEvents();
    await kms.send(new DisableKeyCommand(key));
    await kms.send(new DescribeKeyCommand(key));
    await kms.send(new EnableKeyCommand(key));
    assert.deepEqual(
      (await messages()).toSorted(),
      ["DisableKey", "EnableKey"].map((call) => `"${call} of ${key.Arn} by "`),
    );
  });

  it("hears of nothing where no trail logs", async () => {
    await letPublish({});
    await kms.send(new DisableKeyCommand(key));
    assert.deepEqual(await messages(), []);
  });

  it("publishes to a topic what its policy lets the rule, and else nothing", async () => {
    await logEvents();
    await kms.send(new DisableKeyCommand(key));
    await letPublish({ ArnLike: { "aws:SourceArn": `${ruleArn}-of-others` } });
    await kms.send(new EnableKeyCommand(key));
    assert.deepEqual(await messages(), []);
    await letPublish({ StringEquals: { "aws:SourceAccount": account } });
    await kms.send(new DisableKeyCommand(key));
    assert.equal((await messages()).length, 1);
  });

  it("keeps a rule that has targets, and knows none of a rule that is not there", async () => {
    const events = make(EventBridgeClient);
    const remove = () => events.send(new DeleteRuleCommand({ Name: "keys" }));
    await assert.rejects(remove(), {
      ...{ name: "ValidationException", message: "Rule can't be deleted since it has targets." },
    });
    await events.send(new DescribeRuleCommand({ Name: "keys" }));
    await events.send(new RemoveTargetsCommand({ Rule: "keys", Ids: ["topic"] }));
    await remove();
    const unknown = { name: "ResourceNotFoundException" };
    const again = new RemoveTargetsCommand({ Rule: "keys", Ids: ["topic"] });
    await assert.rejects(events.send(again), unknown);
    await assert.rejects(events.send(new ListTargetsByRuleCommand({ Rule: "keys" })), unknown);
  });
});
