import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const description = config.get("description") ?? "first";
const tags = { stage: description };

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });
const allow = (Action: string[], Resource: pulumi.Input<string>) =>
  pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource }],
  });

const logs = new aws.cloudwatch.LogGroup("answer", {
  name: "/aws/lambda/fixture-answer",
  retentionInDays: description === "first" ? 30 : 90,
  tags,
});
const machineLogs = new aws.cloudwatch.LogGroup("machine");
const letters = new aws.sqs.Queue("letters", { messageRetentionSeconds: 1_209_600, tags });
new aws.sqs.QueuePolicy("letters", {
  queueUrl: letters.url,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: letters.arn,
      },
    ],
  }),
});

const functionRole = new aws.iam.Role("function", {
  assumeRolePolicy: trust("lambda.amazonaws.com"),
});
const own = new aws.iam.RolePolicy("function", {
  role: functionRole.name,
  policy: allow(["sqs:SendMessage", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
});
const source = `export const handler = async (event) => {
  if (event.fail) throw Object.assign(new Error("it is refused"), { name: "PlanRefused" });
  return { said: process.env.SAYS, event };
};`;
const answer = new aws.lambda.Function(
  "answer",
  {
    name: "fixture-answer",
    description,
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new pulumi.asset.AssetArchive({
      "index.mjs": new pulumi.asset.StringAsset(source + (description === "first" ? "" : "//2")),
    }),
    role: functionRole.arn,
    memorySize: 256,
    timeout: 30,
    environment: { variables: { SAYS: description } },
    deadLetterConfig: { targetArn: letters.arn },
    loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    reservedConcurrentExecutions: description === "first" ? 5 : -1,
    tracingConfig: { mode: "Active" },
    tags,
  },
  { dependsOn: own },
);
const plain = new aws.lambda.Function("plain", {
  runtime: "nodejs24.x",
  handler: "index.handler",
  code: new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(source) }),
  role: functionRole.arn,
});

const machineRole = new aws.iam.Role("machine", {
  assumeRolePolicy: trust("states.amazonaws.com"),
});
const invokes = new aws.iam.RolePolicy("machine", {
  role: machineRole.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: answer.arn },
      {
        Effect: "Allow",
        Action: [
          "logs:CreateLogDelivery",
          "logs:GetLogDelivery",
          "logs:UpdateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:DescribeResourcePolicies",
          "logs:DescribeLogGroups",
        ],
        Resource: "*",
      },
    ],
  }),
});
const machine = new aws.sfn.StateMachine(
  "hourly",
  {
    name: "fixture-hourly",
    roleArn: machineRole.arn,
    definition: pulumi.jsonStringify({
      Comment: description,
      StartAt: "Answer",
      States: {
        Answer: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: answer.arn, "Payload.$": "$" },
          OutputPath: "$.Payload",
          End: true,
        },
      },
    }),
    loggingConfiguration: {
      level: "ERROR",
      includeExecutionData: false,
      logDestination: pulumi.interpolate`${machineLogs.arn}:*`,
    },
    tags,
  },
  { dependsOn: invokes },
);

const schedulerRole = new aws.iam.Role("scheduler", {
  assumeRolePolicy: trust("scheduler.amazonaws.com"),
});
new aws.iam.RolePolicy("scheduler", {
  role: schedulerRole.name,
  policy: allow(["states:StartExecution"], machine.arn),
});
const group = new aws.scheduler.ScheduleGroup("governance", { tags });
new aws.scheduler.Schedule("hourly", {
  name: "fixture-every-hour",
  groupName: group.name,
  description,
  scheduleExpression: "rate(1 hour)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: machine.arn,
    roleArn: schedulerRole.arn,
    input: JSON.stringify({ by: "schedule" }),
    deadLetterConfig: { arn: letters.arn },
    retryPolicy: { maximumRetryAttempts: 3 },
  },
});
new aws.scheduler.Schedule("plain", {
  scheduleExpression: "cron(0 3 * * ? *)",
  scheduleExpressionTimezone: "Europe/Berlin",
  state: "DISABLED",
  flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 10 },
  target: { arn: machine.arn, roleArn: schedulerRole.arn },
});

const rule = new aws.cloudwatch.EventRule("uploads", {
  eventPattern: JSON.stringify({ source: ["aws.s3"], "detail-type": ["Object Created"] }),
});
new aws.cloudwatch.EventTarget("uploads", {
  rule: rule.name,
  arn: answer.arn,
  deadLetterConfig: { arn: letters.arn },
  retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 3 },
});
new aws.lambda.Permission("uploads", {
  function: answer.name,
  action: "lambda:InvokeFunction",
  principal: "events.amazonaws.com",
  sourceArn: rule.arn,
});

new aws.lambda.FunctionEventInvokeConfig("answer", {
  functionName: answer.name,
  maximumRetryAttempts: 1,
  destinationConfig: { onFailure: { destination: letters.arn } },
});

const inbox = new aws.s3.Bucket("inbox", { forceDestroy: true });
new aws.s3.BucketNotification("inbox", { bucket: inbox.id, eventbridge: true });
const topic = new aws.sns.Topic("alarms");
const silent = new aws.cloudwatch.MetricAlarm("silent", {
  alarmDescription: description,
  namespace: "Fixture",
  metricName: "runs",
  dimensions: { Namespace: "default" },
  statistic: "Sum",
  period: 3600,
  evaluationPeriods: 2,
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  treatMissingData: "breaching",
  alarmActions: [topic.arn],
  tags,
});
new aws.cloudwatch.Dashboard("governance", {
  dashboardName: "fixture",
  dashboardBody: pulumi.jsonStringify({
    widgets: [{ type: "alarm", properties: { title: description, alarms: [silent.arn] } }],
  }),
});

export const functionArn = answer.arn;
export const functionName = answer.name;
export const plainName = plain.name;
export const machineArn = machine.arn;
export const queueUrl = letters.url;
