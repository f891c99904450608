import assert from "node:assert/strict";
import { KeyAlarms, type KeyAlarmsArgs } from "../../components/keyAlarms.ts";
import { keyAlarmNames } from "../../core/settings/alarmSettings.ts";
import { collectResources } from "../support/collectResources.ts";

const made = "arn:mock:aws:sns/topic:Topic/alarms";
const existing = "arn:aws:sns:eu-west-1:444455556666:security";
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-aaaa-4bbb-8ccc-000000000001";

const declare = async (alarms: Partial<KeyAlarmsArgs["alarms"]> = {}) => {
  const declared = await collectResources(
    () =>
      new KeyAlarms("alarms", {
        ...{ accountId: "111122223333", partition: "aws", region: "eu-west-1" },
        keys: { main: { default: true } },
        keyArns: { main: keyArn },
        alarms: { emails: [], omit: [], ...alarms },
        tags: { owner: "bi" },
      }).topicArn,
  );
  const inputsOf = (type: string) =>
    declared.resources
      .filter(({ urn }) => urn.includes(`$aws:${type}::`))
      .map(({ inputs }) => inputs);
  return { ...declared, inputsOf };
};

describe("KeyAlarms", () => {
  it("declares a rule for each alarm, enabled and tagged, that sends its text to the topic", async () => {
    const { inputsOf, outputs } = await declare();
    const rules = inputsOf("cloudwatch/eventRule:EventRule");
    assert.deepEqual(
      rules.map(({ name }) => name).toSorted(),
      keyAlarmNames.map((name) => `quicksight-governance-${name}`).toSorted(),
    );
    for (const { name, state, tags, eventPattern } of rules) {
      assert.deepEqual([state, tags], ["ENABLED", { owner: "bi" }], String(name));
      assert.match(String(eventPattern), /"account":\["111122223333"\],"region":\["eu-west-1"\]/);
    }
    const targets = inputsOf("cloudwatch/eventTarget:EventTarget");
    assert.equal(targets.length, rules.length);
    for (const { arn, inputTransformer, rule } of targets) {
      assert.equal(arn, made);
      const { inputTemplate } = inputTransformer as { inputTemplate: string };
      assert.match(inputTemplate, /^"[^"]*(key|QuickSight)/, String(rule));
    }
    assert.equal(outputs, made);
  });

  it("makes a topic to which its rules alone may publish, over TLS, and which no KMS key encrypts", async () => {
    const { inputsOf, dependencies } = await declare();
    const [topic, ...others] = inputsOf("sns/topic:Topic");
    assert.deepEqual([topic?.["name"], others], ["quicksight-governance-key-alarms", []]);
    assert.equal(topic?.["kmsMasterKeyId"], undefined);
    const [{ arn, policy } = {}] = inputsOf("sns/topicPolicy:TopicPolicy");
    assert.equal(arn, made);
    const { Statement } = JSON.parse(String(policy)) as { Statement: object[] };
    assert.deepEqual(Statement, [
      {
        Sid: "PublishAlarms",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: made,
        Condition: {
          ArnLike: {
            "aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/quicksight-governance-*",
          },
        },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: made,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    const waitsFor = dependencies.get("aws:cloudwatch/eventRule:EventRule::alarms-key-disabled");
    assert.ok(waitsFor?.includes("aws:sns/topicPolicy:TopicPolicy::alarms"), String(waitsFor));
  });

  it("uses a topic that is there as it is, and its policy too", async () => {
    const { inputsOf, outputs } = await declare({ topic: existing });
    assert.deepEqual(inputsOf("sns/topic:Topic"), []);
    assert.deepEqual(inputsOf("sns/topicPolicy:TopicPolicy"), []);
    const targets = inputsOf("cloudwatch/eventTarget:EventTarget");
    assert.deepEqual([...new Set(targets.map(({ arn }) => arn))], [existing]);
    assert.equal(outputs, existing);
  });

  it("subscribes addresses, and leaves out what is not wanted", async () => {
    const { inputsOf } = await declare({ emails: ["a@x.com", "b@x.com"], omit: ["key-back"] });
    assert.deepEqual(
      inputsOf("sns/topicSubscription:TopicSubscription").map(({ protocol, endpoint, topic }) => [
        ...[protocol, endpoint, topic],
      ]),
      [
        ["email", "a@x.com", made],
        ["email", "b@x.com", made],
      ],
    );
    const names = inputsOf("cloudwatch/eventRule:EventRule").map(({ name }) => String(name));
    assert.ok(!names.includes("quicksight-governance-key-back"), names.join());
  });
});
