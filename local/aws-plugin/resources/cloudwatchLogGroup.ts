import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  type LogGroupClass,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Context } from "../context.ts";
import type { Resource } from "../resource.ts";
import { tagChanges } from "../tags.ts";

type LogGroupInputs = {
  kmsKeyId?: string;
  logGroupClass?: LogGroupClass;
  name: string;
  namePrefix?: string;
  retentionInDays: number;
  skipDestroy: boolean;
  tags?: Record<string, string>;
};

/** `aws.cloudwatch.LogGroup`; its id is its name. One that Lambda made already is not taken over. */
export const cloudwatchLogGroup: Resource<LogGroupInputs> = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  inputs: [
    "kmsKeyId",
    "logGroupClass",
    "name",
    "namePrefix",
    "retentionInDays",
    "skipDestroy",
    "tags",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 512 },
  notFound: ["ResourceNotFoundException"],

  async create(context, { name, kmsKeyId, logGroupClass, tags }) {
    await context.client(CloudWatchLogsClient).send(
      new CreateLogGroupCommand({
        logGroupName: name,
        ...(kmsKeyId ? { kmsKeyId } : {}),
        ...(logGroupClass ? { logGroupClass } : {}),
        ...(tags && Object.keys(tags).length > 0 ? { tags } : {}),
      }),
    );
    return name;
  },

  async settle(context, name, { retentionInDays }) {
    if (retentionInDays > 0) await keepFor(context, name, retentionInDays);
  },

  async read(context, name) {
    const logs = context.client(CloudWatchLogsClient);
    const group = await find(context, name);
    if (group === undefined) return undefined;
    const arn = (group.arn ?? "").replace(/:\*$/, "");
    const { tags } = await logs.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    return {
      arn,
      kmsKeyId: group.kmsKeyId,
      logGroupClass: group.logGroupClass ?? "STANDARD",
      name,
      retentionInDays: group.retentionInDays ?? 0,
      tags: tags ?? {},
    };
  },

  async update(context, name, planned, state) {
    const logs = context.client(CloudWatchLogsClient);
    const logGroupName = name;
    if (planned.retentionInDays === 0 && (state.retentionInDays ?? 0) > 0) {
      await logs.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    }
    const { kmsKeyId } = planned;
    if (kmsKeyId && kmsKeyId !== state.kmsKeyId) {
      await logs.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId }));
    }
    if (!kmsKeyId && state.kmsKeyId) {
      await logs.send(new DisassociateKmsKeyCommand({ logGroupName }));
    }
    const resourceArn = String((state as { arn?: unknown }).arn);
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    if (drop.length > 0) await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: drop }));
    const tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (set.length > 0) await logs.send(new TagResourceCommand({ resourceArn, tags }));
  },

  async delete(context, logGroupName, { skipDestroy }) {
    if (skipDestroy === true) return;
    await context.client(CloudWatchLogsClient).send(new DeleteLogGroupCommand({ logGroupName }));
  },
};

async function keepFor(context: Context, logGroupName: string, days: number): Promise<void> {
  await context
    .client(CloudWatchLogsClient)
    .send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
}

async function find(context: Context, name: string) {
  const logs = context.client(CloudWatchLogsClient);
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: name, nextToken }),
    );
    const found = page.logGroups?.find(({ logGroupName }) => logGroupName === name);
    if (found) return found;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}
