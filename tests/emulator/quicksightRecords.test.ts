import assert from "node:assert/strict";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateGroupCommand,
  ListGroupsCommand,
  QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { startLocalAws, type LocalAws } from "../../local/startLocalAws.ts";
import { startTrail } from "../support/startTrail.ts";

interface Event {
  readonly "detail-type": string;
  readonly source: string;
  readonly region: string;
  readonly detail: {
    readonly eventName: string;
    readonly eventType: string;
    readonly errorCode?: string;
    readonly requestParameters: unknown;
    readonly serviceEventDetails?: { readonly eventRequestDetails: unknown };
    readonly userIdentity: { readonly type: string; readonly arn?: string };
  };
}

describe("emulator: what QuickSight has CloudTrail record", function () {
  this.timeout(60_000);
  let aws: LocalAws;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(
    service: new (options: object) => C,
    endpoint = aws.rootEnvironment.AWS_ENDPOINT_URL,
  ): C => {
    const client = new service({
      ...{ endpoint, region: aws.identityRegion, maxAttempts: 1, forcePathStyle: true },
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: aws.certificate } },
    });
    clients.push(client);
    return client;
  };
  let quicksight: QuickSightClient;
  let sqs: SQSClient;
  let QueueUrl: string | undefined;
  before(async () => {
    aws = await startLocalAws();
    quicksight = make(QuickSightClient, aws.simulator.url);
    sqs = make(SQSClient);
    await startTrail(make(CloudTrailClient), make(S3Client));
    const queue = `arn:aws:sqs:${aws.identityRegion}:${aws.accountId}:events`;
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue,
        },
      ],
    });
    ({ QueueUrl } = await sqs.send(
      new CreateQueueCommand({ QueueName: "events", Attributes: { Policy } }),
    ));
    const events = make(EventBridgeClient);
    const EventPattern = JSON.stringify({ source: ["aws.quicksight"] });
    await events.send(new PutRuleCommand({ Name: "all", EventPattern }));
    const Targets = [{ Id: "queue", Arn: queue }];
    await events.send(new PutTargetsCommand({ Rule: "all", Targets }));
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await aws.close();
  });

  const nextEvent = async (): Promise<Event> => {
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }),
      );
      const [message] = Messages;
      if (message !== undefined) return JSON.parse(message.Body ?? "") as Event;
    }
  };
  const signIn = (Session: string) =>
    fetch(`${aws.simulator.url}/_sim/sign-in`, {
      method: "POST",
      body: JSON.stringify({ Role: "quicksight-fed-users", Session }),
    });

  it("is a call of the API with its parameters and its caller, and none that only reads", async () => {
    const of = { AwsAccountId: aws.accountId, Namespace: "default" };
    await quicksight.send(new ListGroupsCommand(of));
    await quicksight.send(new CreateGroupCommand({ ...of, GroupName: "made-by-hand" }));
    const { detail, region, ...event } = await nextEvent();
    assert.equal(event["detail-type"], "AWS API Call via CloudTrail");
    assert.equal(event.source, "aws.quicksight");
    assert.equal(region, aws.identityRegion);
    assert.equal(detail.eventName, "CreateGroup");
    assert.deepEqual(detail.requestParameters, {
      ...{ awsAccountId: aws.accountId, namespace: "default", groupName: "made-by-hand" },
    });
    assert.equal(detail.userIdentity.type, "Root");
    assert.equal(detail.errorCode, undefined);
  });

  it("is a refused call with its error", async () => {
    const twice = { AwsAccountId: aws.accountId, Namespace: "default", GroupName: "made-by-hand" };
    await assert.rejects(quicksight.send(new CreateGroupCommand(twice)));
    const { detail } = await nextEvent();
    assert.deepEqual(
      [detail.eventName, detail.errorCode],
      ["CreateGroup", "ResourceExistsException"],
    );
  });

  it("is an event of the service where somebody registers themselves, once", async () => {
    await signIn("ana@example.com");
    await signIn("ana@example.com");
    await signIn("ben@example.com");
    const { detail, ...event } = await nextEvent();
    assert.equal(event["detail-type"], "AWS Service Event via CloudTrail");
    assert.equal(detail.eventName, "CreateUser");
    assert.equal(detail.requestParameters, null);
    assert.partialDeepStrictEqual(detail.serviceEventDetails, {
      eventRequestDetails: { userName: "quicksight-fed-users:ana@example.com" },
    });
    const second = (await nextEvent()).detail.serviceEventDetails;
    assert.partialDeepStrictEqual(second, {
      eventRequestDetails: { userName: "quicksight-fed-users:ben@example.com" },
    });
  });
});
