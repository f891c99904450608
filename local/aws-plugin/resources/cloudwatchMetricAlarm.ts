import {
  CloudWatchClient,
  type ComparisonOperator,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  type StandardUnit,
  type Statistic,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import type { Resource } from "../resource.ts";
import { fromTagList, tagChanges, toTagList } from "../tags.ts";

type AlarmInputs = {
  actionsEnabled: boolean;
  alarmActions?: string[];
  alarmDescription?: string;
  comparisonOperator?: ComparisonOperator;
  datapointsToAlarm?: number;
  dimensions?: Record<string, string>;
  evaluationPeriods?: number;
  insufficientDataActions?: string[];
  metricName?: string;
  name: string;
  namespace?: string;
  okActions?: string[];
  period?: number;
  statistic?: Statistic;
  tags?: Record<string, string>;
  threshold?: number;
  treatMissingData: string;
  unit?: StandardUnit;
};

/** `aws.cloudwatch.MetricAlarm` of one metric; its id is its name. An alarm of this name that is there is taken over. */
export const cloudwatchMetricAlarm: Resource<AlarmInputs> = {
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  inputs: [
    "actionsEnabled",
    "alarmActions",
    "alarmDescription",
    "comparisonOperator",
    "datapointsToAlarm",
    "dimensions",
    "evaluationPeriods",
    "insufficientDataActions",
    "metricName",
    "name",
    "namespace",
    "okActions",
    "period",
    "statistic",
    "tags",
    "threshold",
    "treatMissingData",
    "unit",
  ],
  naming: { input: "name", maxLength: 255 },
  notFound: ["ResourceNotFoundException", "ResourceNotFound"],

  async create(context, inputs) {
    const Tags = toTagList(inputs.tags);
    await context
      .client(CloudWatchClient)
      .send(
        new PutMetricAlarmCommand({ ...alarmOf(inputs), ...(Tags.length > 0 ? { Tags } : {}) }),
      );
    return inputs.name;
  },

  async read(context, name) {
    const cloudwatch = context.client(CloudWatchClient);
    const { MetricAlarms = [] } = await cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["MetricAlarm"] }),
    );
    const [found] = MetricAlarms;
    if (found === undefined) return undefined;
    const { Tags } = await cloudwatch.send(
      new ListTagsForResourceCommand({ ResourceARN: found.AlarmArn }),
    );
    return { ...fromAlarm(found), tags: fromTagList(Tags) };
  },

  async update(context, _name, planned, state) {
    const cloudwatch = context.client(CloudWatchClient);
    await cloudwatch.send(new PutMetricAlarmCommand(alarmOf(planned)));
    const ResourceARN = String((state as { arn?: unknown }).arn);
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    if (drop.length > 0) {
      await cloudwatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: drop }));
    }
    if (set.length > 0) await cloudwatch.send(new TagResourceCommand({ ResourceARN, Tags: set }));
  },

  async delete(context, name) {
    await context.client(CloudWatchClient).send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
  },
};

function alarmOf(inputs: AlarmInputs): PutMetricAlarmCommandInput {
  return {
    AlarmName: inputs.name,
    ActionsEnabled: inputs.actionsEnabled,
    AlarmActions: inputs.alarmActions ?? [],
    AlarmDescription: inputs.alarmDescription,
    ComparisonOperator: inputs.comparisonOperator,
    DatapointsToAlarm: inputs.datapointsToAlarm,
    Dimensions: toDimensions(inputs.dimensions),
    EvaluationPeriods: inputs.evaluationPeriods,
    InsufficientDataActions: inputs.insufficientDataActions ?? [],
    MetricName: inputs.metricName,
    Namespace: inputs.namespace,
    OKActions: inputs.okActions ?? [],
    Period: inputs.period,
    Statistic: inputs.statistic,
    Threshold: inputs.threshold,
    TreatMissingData: inputs.treatMissingData,
    Unit: inputs.unit,
  };
}

function fromAlarm(found: MetricAlarm) {
  return {
    actionsEnabled: found.ActionsEnabled,
    alarmActions: found.AlarmActions,
    alarmDescription: found.AlarmDescription,
    arn: found.AlarmArn,
    comparisonOperator: found.ComparisonOperator,
    datapointsToAlarm: found.DatapointsToAlarm,
    dimensions: fromDimensions(found.Dimensions),
    evaluationPeriods: found.EvaluationPeriods,
    insufficientDataActions: found.InsufficientDataActions,
    metricName: found.MetricName,
    name: found.AlarmName,
    namespace: found.Namespace,
    okActions: found.OKActions,
    period: found.Period,
    statistic: found.Statistic,
    threshold: found.Threshold,
    treatMissingData: found.TreatMissingData ?? "missing",
    unit: found.Unit,
  };
}

function toDimensions(dimensions: Record<string, string> = {}) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

function fromDimensions(
  dimensions: readonly { Name?: string | undefined; Value?: string | undefined }[] = [],
): Record<string, string> | undefined {
  if (dimensions.length === 0) return undefined;
  return Object.fromEntries(dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
}
