import type { GovernancePolicy } from "../support/governancePolicy.ts";
import { formatViolation, show } from "../support/formatViolation.ts";
import { read, undecided } from "../support/read.ts";
import { configOf, texts } from "../support/setting.ts";

const settings = {
  tags: texts("Tags that must be there and not empty; upper and lower case differ.", [
    "environment",
    "owner",
  ]),
  types: texts("Types of resources that must carry them.", [
    "aws:cloudtrail/trail:Trail",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/policy:Policy",
    "aws:iam/role:Role",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:quicksight/dataSet:DataSet",
    "aws:quicksight/dataSource:DataSource",
    "aws:quicksight/folder:Folder",
    "aws:quicksight/namespace:Namespace",
    "aws:quicksight/vpcConnection:VpcConnection",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:secretsmanager/secret:Secret",
    "aws:sfn/stateMachine:StateMachine",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
    "aws:ssm/parameter:Parameter",
  ]),
};

/** Resources say whose they are. The program sets tags on each resource, so that a preview shows them. */
export const requiredTags: GovernancePolicy = {
  name: "required-tags",
  description: "A resource that takes tags carries the required ones.",
  why: "Tags say whose a resource is and which environment it belongs to: for the bill, for access by tag, and for the person who is called at night.",
  enforcementLevel: "mandatory",
  severity: "medium",
  configSchema: { properties: settings },
  remediationSteps: "Set tags in the stack's settings: they go to every resource of the stack.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  validateResource: (args, report) => {
    const config = configOf(settings, args);
    if (!config.types.includes(args.type)) {
      args.notApplicable("Policy only applies to the configured types");
    }
    const tags = read(args.props, "tags");
    if (tags === undecided) return;
    const missing = config.tags.filter((tag) => (read(tags, tag) ?? "") === "");
    if (missing.length === 0) return;
    const present = typeof tags === "object" && tags !== null ? Object.keys(tags).toSorted() : [];
    report(
      formatViolation(args.name, {
        wrong: `the tag${missing.length === 1 ? "" : "s"} ${missing.join(", ")} must be set`,
        got: show(present),
        todo: "add to tags",
      }),
    );
  },
};
