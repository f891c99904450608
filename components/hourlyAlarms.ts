import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type HourlyAlarm,
  hourlyAlarms,
  hourlyDashboard,
} from "@quicksight-governance/core/hourly";
import type { HourlySettings } from "@quicksight-governance/core/settings";

/** Arguments of {@link HourlyAlarms}. */
export interface HourlyAlarmsArgs {
  readonly accountId: string;
  readonly region: string;
  /** What the names of all that belongs to the hourly governance begin with. */
  readonly prefix: string;
  readonly hourly: Pick<HourlySettings, "schedule" | "paused">;
  readonly alarms: NonNullable<HourlySettings["alarms"]>;
  readonly machineArn: pulumi.Input<string>;
  /** The queue of what could not be started. */
  readonly queueName: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * Who is told when the hourly governance needs a person, and a dashboard of CloudWatch that shows how it goes. The topic is not encrypted with a
 * KMS key: CloudWatch cannot publish under AWS's own, and a message holds names of alarms, never data.
 *
 * @example
 * new HourlyAlarms("alarms", { accountId, region, prefix, hourly, alarms: { emails: ["bi@x.com"] }, machineArn, queueName, tags });
 */
export class HourlyAlarms extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: HourlyAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:HourlyAlarms", name, {}, opts);
    const { alarms, hourly, prefix, region } = args;
    this.topicArn = pulumi.output(alarms.topic ?? makeTopic(name, args, this));
    for (const endpoint of alarms.emails) {
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { topic: this.topicArn, protocol: "email", endpoint },
        { parent: this },
      );
    }
    const { schedule, paused } = hourly;
    // Which alarms there are, the settings say alone.
    const names = hourlyAlarms({ machineArn: "", queueName: "", schedule, paused });
    const made = names.map((_, index) =>
      makeAlarm(
        name,
        names[index]?.name ?? "",
        pulumi
          .all([args.machineArn, args.queueName])
          .apply(([machineArn, queueName]) =>
            definite(hourlyAlarms({ machineArn, queueName, schedule, paused })[index]),
          ),
        { topicArn: this.topicArn, prefix, tags: args.tags },
        this,
      ),
    );
    new aws.cloudwatch.Dashboard(
      name,
      {
        dashboardName: prefix,
        dashboardBody: pulumi
          .all([args.machineArn, pulumi.all(made.map(({ arn }) => arn))])
          .apply(([machineArn, arns]) =>
            JSON.stringify(hourlyDashboard({ region, machineArn, alarmArns: arns })),
          ),
      },
      { parent: this },
    );
    this.registerOutputs({ topicArn: this.topicArn });
  }
}

function definite(alarm: HourlyAlarm | undefined): HourlyAlarm {
  if (alarm === undefined) throw new Error("an alarm is gone between two looks at the settings");
  return alarm;
}

function makeAlarm(
  name: string,
  end: string,
  alarm: pulumi.Output<HourlyAlarm>,
  {
    topicArn,
    prefix,
    tags,
  }: Pick<HourlyAlarmsArgs, "prefix" | "tags"> & {
    readonly topicArn: pulumi.Output<string>;
  },
  parent: pulumi.Resource,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    `${name}-${end}`,
    {
      name: `${prefix}-${end}`,
      alarmDescription: alarm.description,
      ...{ namespace: alarm.namespace, metricName: alarm.metric, dimensions: alarm.dimensions },
      ...{ statistic: alarm.statistic, period: alarm.period, evaluationPeriods: alarm.periods },
      threshold: alarm.threshold,
      comparisonOperator: alarm.when.apply((when) =>
        when === "below" ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
      ),
      // Where nothing is counted nothing went wrong; where nothing ran nothing is counted.
      treatMissingData: alarm.when.apply((when) =>
        when === "below" ? "breaching" : "notBreaching",
      ),
      ...{ alarmActions: [topicArn], okActions: [topicArn], tags },
    },
    { parent },
  );
}

/** A topic that CloudWatch's alarms of this account may publish to, and nobody without TLS. */
function makeTopic(
  name: string,
  { accountId, prefix, tags }: HourlyAlarmsArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const topic = new aws.sns.Topic(
    name,
    { name: `${prefix}-alarms`, displayName: "QuickSight governance", tags },
    { parent },
  );
  const policy = topic.arn.apply((arn) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          ...{ Sid: "PublishAlarms", Effect: "Allow", Action: "sns:Publish", Resource: arn },
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
        {
          ...{ Sid: "TlsOnly", Effect: "Deny", Action: "sns:Publish", Resource: arn },
          Principal: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  );
  new aws.sns.TopicPolicy(name, { arn: topic.arn, policy }, { parent });
  return topic.arn;
}
