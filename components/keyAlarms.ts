import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmRules } from "@quicksight-governance/core/keys/alarms";
import type { AccountSettings } from "@quicksight-governance/core/settings";

/** Arguments of {@link KeyAlarms}. */
export interface KeyAlarmsArgs {
  readonly accountId: string;
  readonly partition: string;
  /** Keys, registration and what is told of them belong to one Region. */
  readonly region: string;
  /** The keys that are registered, by name; exactly one is the default. */
  readonly keys: Readonly<Record<string, { readonly default: boolean }>>;
  /** The ARNs of all of them. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
  readonly alarms: NonNullable<AccountSettings["alarms"]>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Alarms about the keys: a rule of EventBridge for each, which sends what a person understands to an SNS topic, the customer's or one that is made
 * here.
 *
 * The topic is not encrypted with a KMS key, on purpose: who takes the keys away would take the alarms with them, EventBridge cannot publish under AWS's
 * own key for SNS (`alias/aws/sns`), and in the policy of another it meets no condition about its source (SNS developer guide, "Key management"). A
 * message holds names of keys and callers, never data, and SNS keeps it on encrypted disks.
 *
 * A rule needs no order with the registration: CloudTrail tells EventBridge of a call later than a run takes to change a rule.
 *
 * @example
 * new KeyAlarms("alarms", { accountId, partition, region, keys, keyArns, alarms: { emails: ["security@x.com"], omit: [] }, tags });
 */
export class KeyAlarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: KeyAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:KeyAlarms", name, args, opts);
    const { alarms, keys, tags } = args;
    const own = alarms.topic === undefined ? makeTopic(name, args, this) : undefined;
    this.topicArn = pulumi.output(own?.[0].arn ?? alarms.topic ?? "");
    for (const endpoint of alarms.emails) {
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { topic: this.topicArn, protocol: "email", endpoint },
        { parent: this },
      );
    }
    const arns = pulumi.all(args.keyArns);
    for (const { name: alarm, description, message, pattern } of alarmRules(
      args,
      keys,
      alarms.omit,
    )) {
      const rule = new aws.cloudwatch.EventRule(
        `${name}-${alarm}`,
        {
          name: `${alarmPrefix}${alarm}`,
          description,
          eventPattern: arns.apply(pattern),
          // Declared, so that one which somebody disables is drift.
          state: "ENABLED",
          tags,
        },
        // A rule without leave to publish would lose what happens meanwhile.
        { parent: this, dependsOn: own ?? [] },
      );
      new aws.cloudwatch.EventTarget(
        `${name}-${alarm}`,
        {
          rule: rule.name,
          targetId: "topic",
          arn: this.topicArn,
          inputTransformer: { inputPaths: message.paths, inputTemplate: message.template },
        },
        { parent: this },
      );
    }
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

/** What the names of the rules and of the topic begin with. */
export const alarmPrefix = "quicksight-governance-";

/** The name of the topic that is made here. */
export const alarmTopicName = `${alarmPrefix}key-alarms`;

/** The topic with its policy. */
function makeTopic(
  name: string,
  args: KeyAlarmsArgs,
  parent: pulumi.Resource,
): [aws.sns.Topic, aws.sns.TopicPolicy] {
  const topic = new aws.sns.Topic(
    name,
    { name: alarmTopicName, displayName: "QuickSight key alarms", tags: args.tags },
    { parent },
  );
  const policy = topic.arn.apply((arn) => JSON.stringify(topicPolicy(arn, args)));
  return [topic, new aws.sns.TopicPolicy(name, { arn: topic.arn, policy }, { parent })];
}

/**
 * Only the rules that are made here may publish, and only over TLS. Whoever may manage SNS by IAM may do so here as well. The rule is the only
 * condition about the source, as in EventBridge's own examples for other targets; its ARN holds account and Region.
 */
function topicPolicy(topicArn: string, { accountId, partition, region }: KeyAlarmsArgs) {
  const rules = `arn:${partition}:events:${region}:${accountId}:rule/${alarmPrefix}*`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PublishAlarms",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { ArnLike: { "aws:SourceArn": rules } },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
