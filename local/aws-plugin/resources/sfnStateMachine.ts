import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeStateMachineCommand,
  type EncryptionType,
  ListTagsForResourceCommand,
  type LogLevel,
  SFNClient,
  type StateMachineType,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import type { Resource } from "../resource.ts";
import { tagChanges } from "../tags.ts";
import { waitFor } from "../wait.ts";

type MachineInputs = {
  definition: string;
  encryptionConfiguration?: {
    kmsDataKeyReusePeriodSeconds?: number;
    kmsKeyId?: string;
    type?: EncryptionType;
  };
  loggingConfiguration?: {
    includeExecutionData?: boolean;
    level?: LogLevel;
    logDestination?: string;
  };
  name: string;
  namePrefix?: string;
  publish: boolean;
  roleArn: string;
  tags?: Record<string, string>;
  tracingConfiguration?: { enabled?: boolean };
  type: StateMachineType;
};

/** `aws.sfn.StateMachine` without published versions; its id is its ARN. */
export const sfnStateMachine: Resource<MachineInputs> = {
  type: "aws:sfn/stateMachine:StateMachine",
  inputs: [
    "definition",
    "encryptionConfiguration",
    "loggingConfiguration",
    "name",
    "namePrefix",
    "publish",
    "roleArn",
    "tags",
    "tracingConfiguration",
    "type",
  ],
  renewed: ["revisionId"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 80 },
  notFound: ["StateMachineDoesNotExist"],

  /** Step Functions looks at a definition while it is planned: a preview needs the right to ask. */
  async plan(context, { definition, type }) {
    const { result, diagnostics = [] } = await context
      .client(SFNClient)
      .send(new ValidateStateMachineDefinitionCommand({ definition, type }));
    if (result !== "FAIL") return undefined;
    const said = diagnostics.map(({ code, message, location }) =>
      [code, message, location].filter(Boolean).join(": "),
    );
    return `definition: ${said.join("; ")}`;
  },

  async create(context, inputs) {
    const tags = tagsOf(inputs.tags);
    const { stateMachineArn = "" } = await context.client(SFNClient).send(
      new CreateStateMachineCommand({
        ...definitionOf(inputs),
        ...furtherOf(inputs),
        name: inputs.name,
        type: inputs.type,
        ...(tags.length > 0 ? { tags } : {}),
      }),
    );
    return stateMachineArn;
  },

  async read(context, stateMachineArn) {
    const sfn = context.client(SFNClient);
    const found = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const { tags = [] } = await sfn.send(
      new ListTagsForResourceCommand({ resourceArn: stateMachineArn }),
    );
    const { encryptionConfiguration: encryption, loggingConfiguration: logging } = found;
    const destination = logging?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
    return {
      arn: found.stateMachineArn,
      creationDate: found.creationDate?.toISOString(),
      definition: found.definition,
      description: found.description ?? "",
      encryptionConfiguration: {
        type: encryption?.type ?? "AWS_OWNED_KEY",
        kmsKeyId: encryption?.kmsKeyId,
        kmsDataKeyReusePeriodSeconds: encryption?.kmsDataKeyReusePeriodSeconds,
      },
      loggingConfiguration: {
        level: logging?.level ?? "OFF",
        includeExecutionData: logging?.includeExecutionData ?? false,
        logDestination: destination,
      },
      name: found.name,
      revisionId: found.revisionId,
      roleArn: found.roleArn,
      status: found.status,
      tags: Object.fromEntries(tags.map(({ key = "", value = "" }) => [key, value])),
      tracingConfiguration: { enabled: found.tracingConfiguration?.enabled ?? false },
      type: found.type,
    };
  },

  async update(context, stateMachineArn, planned, state) {
    const sfn = context.client(SFNClient);
    await sfn.send(
      new UpdateStateMachineCommand({
        ...{ stateMachineArn, ...definitionOf(planned), ...furtherOf(planned) },
      }),
    );
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    const resourceArn = stateMachineArn;
    if (drop.length > 0) await sfn.send(new UntagResourceCommand({ resourceArn, tagKeys: drop }));
    const tags = set.map(({ Key, Value }) => ({ key: Key, value: Value }));
    if (set.length > 0) await sfn.send(new TagResourceCommand({ resourceArn, tags }));
  },

  async delete(context, stateMachineArn) {
    const sfn = context.client(SFNClient);
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await waitFor(`state machine ${stateMachineArn} to be gone`, 300_000, async () => {
      try {
        await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
        return undefined;
      } catch (error) {
        if (error instanceof Error && error.name === "StateMachineDoesNotExist") return true;
        throw error;
      }
    });
  },
};

function definitionOf({ definition, roleArn }: MachineInputs) {
  return { definition, roleArn };
}

function furtherOf(inputs: MachineInputs) {
  const { encryptionConfiguration: encryption, loggingConfiguration: logging } = inputs;
  return {
    ...(encryption
      ? {
          encryptionConfiguration: {
            type: encryption.type,
            ...(encryption.kmsKeyId ? { kmsKeyId: encryption.kmsKeyId } : {}),
            ...(encryption.kmsDataKeyReusePeriodSeconds
              ? { kmsDataKeyReusePeriodSeconds: encryption.kmsDataKeyReusePeriodSeconds }
              : {}),
          },
        }
      : {}),
    ...(logging
      ? {
          loggingConfiguration: {
            level: logging.level,
            includeExecutionData: logging.includeExecutionData,
            ...(logging.logDestination
              ? {
                  destinations: [
                    { cloudWatchLogsLogGroup: { logGroupArn: logging.logDestination } },
                  ],
                }
              : {}),
          },
        }
      : {}),
    ...(inputs.tracingConfiguration
      ? { tracingConfiguration: { enabled: inputs.tracingConfiguration.enabled } }
      : {}),
  };
}

function tagsOf(tags: Record<string, string> = {}) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
