import type { Resource, ServedResource } from "./resource.ts";
import { schemaOf } from "./schema/typeSchema.ts";

/** Each type served, loaded on first use: a program that has no bucket does not wait for the S3 client. */
const types: Record<string, () => Promise<Resource>> = {
  "aws:athena/namedQuery:NamedQuery": async () =>
    (await import("./resources/athenaNamedQuery.ts")).athenaNamedQuery,
  "aws:athena/workgroup:Workgroup": async () =>
    (await import("./resources/athenaWorkgroup.ts")).athenaWorkgroup,
  "aws:cloudtrail/trail:Trail": async () =>
    (await import("./resources/cloudtrailTrail.ts")).cloudtrailTrail,
  "aws:cloudwatch/dashboard:Dashboard": async () =>
    (await import("./resources/cloudwatchDashboard.ts")).cloudwatchDashboard,
  "aws:cloudwatch/eventRule:EventRule": async () =>
    (await import("./resources/cloudwatchEventRule.ts")).cloudwatchEventRule,
  "aws:cloudwatch/eventTarget:EventTarget": async () =>
    (await import("./resources/cloudwatchEventTarget.ts")).cloudwatchEventTarget,
  "aws:cloudwatch/logGroup:LogGroup": async () =>
    (await import("./resources/cloudwatchLogGroup.ts")).cloudwatchLogGroup,
  "aws:cloudwatch/metricAlarm:MetricAlarm": async () =>
    (await import("./resources/cloudwatchMetricAlarm.ts")).cloudwatchMetricAlarm,
  "aws:glue/catalogDatabase:CatalogDatabase": async () =>
    (await import("./resources/glueCatalogDatabase.ts")).glueCatalogDatabase,
  "aws:glue/catalogTable:CatalogTable": async () =>
    (await import("./resources/glueCatalogTable.ts")).glueCatalogTable,
  "aws:iam/policy:Policy": async () => (await import("./resources/iamPolicy.ts")).iamPolicy,
  "aws:iam/role:Role": async () => (await import("./resources/iamRole.ts")).iamRole,
  "aws:iam/rolePolicy:RolePolicy": async () =>
    (await import("./resources/iamRolePolicy.ts")).iamRolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": async () =>
    (await import("./resources/iamRolePolicyAttachment.ts")).iamRolePolicyAttachment,
  "aws:kms/alias:Alias": async () => (await import("./resources/kmsAlias.ts")).kmsAlias,
  "aws:kms/key:Key": async () => (await import("./resources/kmsKey.ts")).kmsKey,
  "aws:lambda/function:Function": async () =>
    (await import("./resources/lambdaFunction.ts")).lambdaFunction,
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": async () =>
    (await import("./resources/lambdaEventInvokeConfig.ts")).lambdaEventInvokeConfig,
  "aws:lambda/permission:Permission": async () =>
    (await import("./resources/lambdaPermission.ts")).lambdaPermission,
  "aws:quicksight/dataSet:DataSet": async () =>
    (await import("./resources/quicksightDataSet.ts")).quicksightDataSet,
  "aws:quicksight/dataSource:DataSource": async () =>
    (await import("./resources/quicksightDataSource.ts")).quicksightDataSource,
  "aws:quicksight/folder:Folder": async () =>
    (await import("./resources/quicksightFolder.ts")).quicksightFolder,
  "aws:quicksight/folderMembership:FolderMembership": async () =>
    (await import("./resources/quicksightFolderMembership.ts")).quicksightFolderMembership,
  "aws:quicksight/group:Group": async () =>
    (await import("./resources/quicksightGroup.ts")).quicksightGroup,
  "aws:quicksight/groupMembership:GroupMembership": async () =>
    (await import("./resources/quicksightGroupMembership.ts")).quicksightGroupMembership,
  "aws:quicksight/ingestion:Ingestion": async () =>
    (await import("./resources/quicksightIngestion.ts")).quicksightIngestion,
  "aws:quicksight/keyRegistration:KeyRegistration": async () =>
    (await import("./resources/quicksightKeyRegistration.ts")).quicksightKeyRegistration,
  "aws:quicksight/namespace:Namespace": async () =>
    (await import("./resources/quicksightNamespace.ts")).quicksightNamespace,
  "aws:quicksight/refreshSchedule:RefreshSchedule": async () =>
    (await import("./resources/quicksightRefreshSchedule.ts")).quicksightRefreshSchedule,
  "aws:quicksight/user:User": async () =>
    (await import("./resources/quicksightUser.ts")).quicksightUser,
  "aws:s3/bucket:Bucket": async () => (await import("./resources/s3Bucket.ts")).s3Bucket,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": async () =>
    (await import("./resources/s3BucketLifecycle.ts")).s3BucketLifecycle,
  "aws:s3/bucketNotification:BucketNotification": async () =>
    (await import("./resources/s3BucketNotification.ts")).s3BucketNotification,
  "aws:s3/bucketObjectv2:BucketObjectv2": async () =>
    (await import("./resources/s3BucketObject.ts")).s3BucketObject,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": async () =>
    (await import("./resources/s3BucketOwnershipControls.ts")).s3BucketOwnershipControls,
  "aws:s3/bucketPolicy:BucketPolicy": async () =>
    (await import("./resources/s3BucketPolicy.ts")).s3BucketPolicy,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": async () =>
    (await import("./resources/s3BucketPublicAccessBlock.ts")).s3BucketPublicAccessBlock,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    async () => (await import("./resources/s3BucketEncryption.ts")).s3BucketEncryption,
  "aws:s3/bucketVersioning:BucketVersioning": async () =>
    (await import("./resources/s3BucketVersioning.ts")).s3BucketVersioning,
  "aws:scheduler/schedule:Schedule": async () =>
    (await import("./resources/schedulerSchedule.ts")).schedulerSchedule,
  "aws:scheduler/scheduleGroup:ScheduleGroup": async () =>
    (await import("./resources/schedulerScheduleGroup.ts")).schedulerScheduleGroup,
  "aws:secretsmanager/secret:Secret": async () =>
    (await import("./resources/secretsmanagerSecret.ts")).secretsmanagerSecret,
  "aws:secretsmanager/secretRotation:SecretRotation": async () =>
    (await import("./resources/secretsmanagerSecretRotation.ts")).secretsmanagerSecretRotation,
  "aws:secretsmanager/secretVersion:SecretVersion": async () =>
    (await import("./resources/secretsmanagerSecretVersion.ts")).secretsmanagerSecretVersion,
  "aws:sfn/stateMachine:StateMachine": async () =>
    (await import("./resources/sfnStateMachine.ts")).sfnStateMachine,
  "aws:sns/topic:Topic": async () => (await import("./resources/snsTopic.ts")).snsTopic,
  "aws:sns/topicPolicy:TopicPolicy": async () =>
    (await import("./resources/snsTopicPolicy.ts")).snsTopicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": async () =>
    (await import("./resources/snsTopicSubscription.ts")).snsTopicSubscription,
  "aws:sqs/queue:Queue": async () => (await import("./resources/sqsQueue.ts")).sqsQueue,
  "aws:sqs/queuePolicy:QueuePolicy": async () =>
    (await import("./resources/sqsQueuePolicy.ts")).sqsQueuePolicy,
  "aws:ssm/parameter:Parameter": async () =>
    (await import("./resources/ssmParameter.ts")).ssmParameter,
};

/** The type tokens that this plugin serves. */
export const servedTypes: readonly string[] = Object.keys(types);

/** Finds a resource type by its token. */
export async function findResource(type: string): Promise<ServedResource> {
  const load = types[type];
  if (load === undefined) {
    throw new Error(
      `the local aws plugin does not serve ${type}; add it in local/aws-plugin/resources/ and registry.ts`,
    );
  }
  return { ...(await load()), schema: schemaOf(type) };
}
