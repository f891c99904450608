import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import type { Resource } from "../resource.ts";
import { tagChanges } from "../tags.ts";

type QueueInputs = {
  contentBasedDeduplication: boolean;
  delaySeconds: number;
  fifoQueue: boolean;
  kmsDataKeyReusePeriodSeconds?: number;
  kmsMasterKeyId?: string;
  maxMessageSize?: number;
  messageRetentionSeconds: number;
  name: string;
  namePrefix?: string;
  policy?: string;
  receiveWaitTimeSeconds: number;
  redriveAllowPolicy?: string;
  redrivePolicy?: string;
  sqsManagedSseEnabled?: boolean;
  tags?: Record<string, string>;
  visibilityTimeoutSeconds: number;
};

/** The attributes of a standard queue, by the inputs that say them. */
const attributes = {
  delaySeconds: "DelaySeconds",
  kmsDataKeyReusePeriodSeconds: "KmsDataKeyReusePeriodSeconds",
  kmsMasterKeyId: "KmsMasterKeyId",
  maxMessageSize: "MaximumMessageSize",
  messageRetentionSeconds: "MessageRetentionPeriod",
  policy: "Policy",
  receiveWaitTimeSeconds: "ReceiveMessageWaitTimeSeconds",
  redriveAllowPolicy: "RedriveAllowPolicy",
  redrivePolicy: "RedrivePolicy",
  sqsManagedSseEnabled: "SqsManagedSseEnabled",
  visibilityTimeoutSeconds: "VisibilityTimeout",
} as const satisfies Partial<Record<keyof QueueInputs, QueueAttributeName>>;

/** `aws.sqs.Queue`, standard ones; its id is its address. */
export const sqsQueue: Resource<QueueInputs> = {
  type: "aws:sqs/queue:Queue",
  inputs: [
    "contentBasedDeduplication",
    "delaySeconds",
    "fifoQueue",
    "kmsDataKeyReusePeriodSeconds",
    "kmsMasterKeyId",
    "maxMessageSize",
    "messageRetentionSeconds",
    "name",
    "namePrefix",
    "policy",
    "receiveWaitTimeSeconds",
    "redriveAllowPolicy",
    "redrivePolicy",
    "sqsManagedSseEnabled",
    "tags",
    "visibilityTimeoutSeconds",
  ],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 80 },
  notFound: ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],

  async create(context, inputs) {
    const { tags = {} } = inputs;
    const { QueueUrl = "" } = await context.client(SQSClient).send(
      new CreateQueueCommand({
        QueueName: inputs.name,
        Attributes: attributesOf(inputs),
        ...(Object.keys(tags).length > 0 ? { tags } : {}),
      }),
    );
    return QueueUrl;
  },

  async read(context, QueueUrl, inputs) {
    const sqs = context.client(SQSClient);
    const { Attributes: found = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl }));
    const arn = found.QueueArn ?? "";
    const live = Object.entries(attributes).map(
      ([input, name]) => [input, valueOf(found[name])] as const,
    );
    return {
      ...Object.fromEntries(live),
      // Its default, which differs from Region to Region since 2025, is none of the program's business.
      maxMessageSize:
        inputs.maxMessageSize === undefined ? undefined : valueOf(found.MaximumMessageSize),
      arn,
      contentBasedDeduplication: false,
      fifoQueue: false,
      name: arn.slice(arn.lastIndexOf(":") + 1),
      tags: Tags ?? {},
      url: QueueUrl,
    };
  },

  async update(context, QueueUrl, planned, state) {
    const sqs = context.client(SQSClient);
    const Attributes = attributesOf(planned, state);
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    if (drop.length > 0) await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: drop }));
    const Tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
    if (set.length > 0) await sqs.send(new TagQueueCommand({ QueueUrl, Tags }));
  },

  async delete(context, QueueUrl) {
    await context.client(SQSClient).send(new DeleteQueueCommand({ QueueUrl }));
  },
};

/** What is left out and was there goes, by an empty value; of two ways to encrypt a queue only one may be named. */
function attributesOf(
  inputs: QueueInputs,
  state: Partial<QueueInputs> = {},
): Record<string, string> {
  const pairs = Object.entries(attributes) as [keyof typeof attributes, string][];
  const skipped = inputs.kmsMasterKeyId ? "sqsManagedSseEnabled" : "kmsDataKeyReusePeriodSeconds";
  return Object.fromEntries(
    pairs
      .filter(([input]) => input !== skipped)
      .filter(([input]) => inputs[input] !== undefined || state[input] !== undefined)
      .map(([input, name]) => [name, String(inputs[input] ?? "")]),
  );
}

/** SQS writes numbers and truths as texts. */
function valueOf(text: string | undefined): string | number | boolean | undefined {
  if (text === undefined || text === "") return undefined;
  if (text === "true" || text === "false") return text === "true";
  return /^\d+$/.test(text) ? Number(text) : text;
}
