import assert from "node:assert/strict";
import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { keyAlarmNames } from "../../core/settings/alarmSettings.ts";
import { alarmPermissions } from "../../stacks/alarmPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { readTopic } from "../support/readTopic.ts";
import { closeSamples, type Sample, type SampleSettings, startSample } from "../support/sample.ts";
import { startTrail } from "../support/startTrail.ts";

const alarms = { emails: ["security@example.com"] };
const withAlarms = (settings: SampleSettings) => {
  settings.alarms = alarms;
};

describe("alarms about the keys of an account stack", function () {
  this.timeout(600_000);
  let sample: Sample;
  const clients: { destroy(): void }[] = [];
  const make = <C extends { destroy(): void }>(service: new (options: object) => C): C => {
    const client = new service({ ...sample.emulated(), forcePathStyle: true });
    clients.push(client);
    return client;
  };
  before(async () => {
    sample = await startSample();
    // The sample has no alarms: what they need comes beside its rights.
    const { accountId, region, identityRegion } = sample.aws;
    const facts = { accountId, region, identityRegion, partition: "aws" };
    const rights = alarmPermissions({ alarms: { ...alarms, omit: [] } }, facts);
    await sample.addRights("alarms", toPolicyDocument(rights));
  });
  after(async () => {
    for (const client of clients) client.destroy();
    await closeSamples();
  });

  const up = async () => {
    const { code, stdout, stderr } = await sample.up("dev");
    assert.equal(code, 0, stdout + stderr);
  };
  const outputs = async () => {
    const { stdout } = await sample.workspace.run(["stack", "output", "--json", "--stack", "dev"]);
    return JSON.parse(stdout) as { alarmTopicArn?: string; keyArns: Record<string, string> };
  };
  const rulesOf = async () =>
    (await make(EventBridgeClient).send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name);

  it("are declared with the rights that are documented, and the next preview is empty", () =>
    sample.withSettings("dev", withAlarms, async () => {
      await up();
      const args = ["preview", "--diff", "--expect-no-changes", "--stack", "dev"];
      const { code, stdout, stderr } = await sample.workspace.run(args, { allowFailure: true });
      assert.equal(code, 0, stdout + stderr);
      assert.deepEqual(
        (await rulesOf())?.toSorted(),
        keyAlarmNames.map((name) => `quicksight-governance-${name}`).toSorted(),
      );
    }));

  it("tell who subscribes to the topic that somebody disabled a key, and that it is back", async () => {
    const { alarmTopicArn = "", keyArns } = await outputs();
    const KeyId = keyArns["main"]?.split("/")[1];
    const read = await readTopic(make(SQSClient), make(SNSClient), alarmTopicArn);
    await startTrail(make(CloudTrailClient), make(S3Client));
    const kms = make(KMSClient);

    await kms.send(new DisableKeyCommand({ KeyId }));
    const [message = "", ...others] = await read();
    assert.deepEqual(others, []);
    const lines = message.split("\n").map((line) => JSON.parse(line) as string);
    assert.match(lines[0] ?? "", /^A key that QuickSight encrypts with was disabled/);
    assert.equal(lines[1], `Key: ${keyArns["main"] ?? ""}  (as it was named: ${KeyId ?? ""})`);
    assert.match(lines[3] ?? "", /^By: arn:aws:iam::111122223333:root .* with DisableKey/);

    await kms.send(new EnableKeyCommand({ KeyId }));
    assert.match((await read()).join(), /^"A key that QuickSight encrypts with is back/);
  });

  it("go with their setting", async () => {
    await up();
    assert.deepEqual(await rulesOf(), []);
    const { Topics } = await make(SNSClient).send(new ListTopicsCommand({}));
    assert.deepEqual(Topics ?? [], []);
    assert.equal((await outputs()).alarmTopicArn, undefined);
  });
});
