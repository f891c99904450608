import {
  type Architecture,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  type FunctionConfiguration,
  GetFunctionCommand,
  LambdaClient,
  type LogFormat,
  PutFunctionConcurrencyCommand,
  type Runtime,
  TagResourceCommand,
  type TracingMode,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { zipOf } from "../archive.ts";
import type { Context } from "../context.ts";
import { changedOnly } from "../diffInputs.ts";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { tagChanges } from "../tags.ts";
import { isArchive, isAsset } from "../values.ts";
import { waitFor } from "../wait.ts";

type LoggingConfig = {
  applicationLogLevel?: string;
  logFormat: LogFormat;
  logGroup?: string;
  systemLogLevel?: string;
};
type FunctionInputs = {
  architectures?: Architecture[];
  code: unknown;
  deadLetterConfig?: { targetArn: string };
  description?: string;
  environment?: { variables?: Record<string, string> };
  ephemeralStorage?: { size?: number };
  handler?: string;
  kmsKeyArn?: string;
  layers?: string[];
  loggingConfig?: LoggingConfig;
  memorySize: number;
  name: string;
  packageType: "Zip";
  publish: boolean;
  reservedConcurrentExecutions: number;
  role: string;
  runtime?: Runtime;
  skipDestroy: boolean;
  sourceCodeHash?: string;
  tags?: Record<string, string>;
  timeout: number;
  tracingConfig?: { mode: TracingMode };
};

const ofCode = ["architectures", "code", "sourceCodeHash"];
const ofNeither = ["reservedConcurrentExecutions", "skipDestroy", "tags"];
const ofConfiguration = [
  "deadLetterConfig",
  "description",
  "environment",
  "ephemeralStorage",
  "handler",
  "kmsKeyArn",
  "layers",
  "loggingConfig",
  "memorySize",
  "role",
  "runtime",
  "timeout",
  "tracingConfig",
];

/** `aws.lambda.Function` of a zip, without published versions; its id is its name. */
export const lambdaFunction: Resource<FunctionInputs> = {
  type: "aws:lambda/function:Function",
  inputs: [
    "architectures",
    "code",
    "deadLetterConfig",
    "description",
    "environment",
    "ephemeralStorage",
    "handler",
    "kmsKeyArn",
    "layers",
    "loggingConfig",
    "memorySize",
    "name",
    "packageType",
    "publish",
    "reservedConcurrentExecutions",
    "role",
    "runtime",
    "skipDestroy",
    "sourceCodeHash",
    "tags",
    "timeout",
    "tracingConfig",
  ],
  renewed: ["codeSha256", "lastModified", "sourceCodeSize"],
  naming: { input: "name", maxLength: 64 },
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const { name: FunctionName, tags } = inputs;
    await retryRole(async () =>
      context.client(LambdaClient).send(
        new CreateFunctionCommand({
          FunctionName,
          ...configurationOf(inputs),
          Role: inputs.role,
          PackageType: inputs.packageType,
          Code: { ZipFile: await zipped(inputs.code) },
          ...(inputs.architectures ? { Architectures: inputs.architectures } : {}),
          ...(tags && Object.keys(tags).length > 0 ? { Tags: tags } : {}),
        }),
      ),
    );
    return FunctionName;
  },

  async settle(context, name, { reservedConcurrentExecutions }) {
    await untilReady(context, name);
    if (reservedConcurrentExecutions < 0) return;
    await context.client(LambdaClient).send(
      new PutFunctionConcurrencyCommand({
        FunctionName: name,
        ReservedConcurrentExecutions: reservedConcurrentExecutions,
      }),
    );
  },

  async read(context, name) {
    const { Configuration: found, ...more } = await context
      .client(LambdaClient)
      .send(new GetFunctionCommand({ FunctionName: name }));
    const arn = found?.FunctionArn ?? "";
    const partition = partitionOf(context.region).name;
    const invoke = (one: string) =>
      `arn:${partition}:apigateway:${context.region}:lambda:path/2015-03-31/functions/${one}/invocations`;
    return {
      ...fromConfiguration(found),
      arn,
      invokeArn: invoke(arn),
      qualifiedArn: `${arn}:${found?.Version ?? ""}`,
      qualifiedInvokeArn: invoke(`${arn}:${found?.Version ?? ""}`),
      reservedConcurrentExecutions: more.Concurrency?.ReservedConcurrentExecutions ?? -1,
      tags: more.Tags ?? {},
    };
  },

  async update(context, name, planned, state) {
    const lambda = context.client(LambdaClient);
    const schema = schemaOf(this.type);
    const only = (names: string[]) => changedOnly(names, schema, state, planned);
    if (!only([...ofCode, ...ofNeither])) {
      const command = {
        FunctionName: name,
        Role: planned.role,
        ...configurationOf(planned, state),
      };
      await retryRole(() => lambda.send(new UpdateFunctionConfigurationCommand(command)));
      await untilReady(context, name);
    }
    if (!only([...ofConfiguration, ...ofNeither])) {
      await lambda.send(
        new UpdateFunctionCodeCommand({
          FunctionName: name,
          ZipFile: await zipped(planned.code),
          ...(planned.architectures ? { Architectures: planned.architectures } : {}),
        }),
      );
    }
    if (
      planned.reservedConcurrentExecutions < 0 &&
      (state.reservedConcurrentExecutions ?? -1) >= 0
    ) {
      await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: name }));
    }
    const { set, drop } = tagChanges(state.tags ?? {}, planned.tags);
    const Resource = String((state as { arn?: unknown }).arn);
    if (drop.length > 0) await lambda.send(new UntagResourceCommand({ Resource, TagKeys: drop }));
    if (set.length > 0) {
      const Tags = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
      await lambda.send(new TagResourceCommand({ Resource, Tags }));
    }
  },

  async delete(context, name, { skipDestroy }) {
    if (skipDestroy === true) return;
    await context.client(LambdaClient).send(new DeleteFunctionCommand({ FunctionName: name }));
  },
};

/** What both calls take; what was there and is left out is cleared, as it would stay otherwise. */
function configurationOf(
  inputs: FunctionInputs,
  state: Partial<FunctionInputs> = {},
): Omit<CreateFunctionCommandInput, "FunctionName" | "Role" | "Code"> {
  const { deadLetterConfig, ephemeralStorage, loggingConfig, tracingConfig } = inputs;
  const hadLetters = state.deadLetterConfig !== undefined;
  return {
    Description: inputs.description ?? "",
    Environment: { Variables: inputs.environment?.variables ?? {} },
    KMSKeyArn: inputs.kmsKeyArn ?? "",
    MemorySize: inputs.memorySize,
    Timeout: inputs.timeout,
    ...(inputs.handler === undefined ? {} : { Handler: inputs.handler }),
    ...(inputs.runtime === undefined ? {} : { Runtime: inputs.runtime }),
    ...(inputs.layers || state.layers ? { Layers: inputs.layers ?? [] } : {}),
    ...(deadLetterConfig || hadLetters
      ? { DeadLetterConfig: { TargetArn: deadLetterConfig?.targetArn ?? "" } }
      : {}),
    ...(ephemeralStorage?.size === undefined
      ? {}
      : { EphemeralStorage: { Size: ephemeralStorage.size } }),
    ...(tracingConfig ? { TracingConfig: { Mode: tracingConfig.mode } } : {}),
    ...(loggingConfig ? { LoggingConfig: toLogging(loggingConfig) } : {}),
  };
}

function toLogging({ logFormat, logGroup, applicationLogLevel, systemLogLevel }: LoggingConfig) {
  return {
    LogFormat: logFormat,
    ...(logGroup ? { LogGroup: logGroup } : {}),
    ...(applicationLogLevel ? { ApplicationLogLevel: applicationLogLevel as "INFO" } : {}),
    ...(systemLogLevel ? { SystemLogLevel: systemLogLevel as "INFO" } : {}),
  };
}

function fromConfiguration(found: FunctionConfiguration = {}) {
  const { LoggingConfig: logging, TracingConfig: tracing } = found;
  const variables = found.Environment?.Variables;
  return {
    architectures: found.Architectures,
    codeSha256: found.CodeSha256,
    deadLetterConfig: found.DeadLetterConfig?.TargetArn
      ? { targetArn: found.DeadLetterConfig.TargetArn }
      : undefined,
    description: found.Description,
    environment: variables && Object.keys(variables).length > 0 ? { variables } : undefined,
    ephemeralStorage: found.EphemeralStorage && { size: found.EphemeralStorage.Size },
    handler: found.Handler,
    kmsKeyArn: found.KMSKeyArn,
    lastModified: found.LastModified,
    layers: found.Layers?.map(({ Arn }) => Arn),
    loggingConfig: logging && {
      applicationLogLevel: logging.ApplicationLogLevel ?? "",
      logFormat: logging.LogFormat,
      logGroup: logging.LogGroup,
      systemLogLevel: logging.SystemLogLevel ?? "",
    },
    memorySize: found.MemorySize,
    name: found.FunctionName,
    packageType: found.PackageType,
    role: found.Role,
    runtime: found.Runtime,
    sourceCodeSize: found.CodeSize,
    timeout: found.Timeout,
    tracingConfig: tracing && { mode: tracing.Mode },
    version: found.Version,
  };
}

async function zipped(code: unknown): Promise<Buffer> {
  if (!isAsset(code) || !isArchive(code)) {
    throw new Error("code must be a pulumi.asset FileArchive or AssetArchive");
  }
  return zipOf(code);
}

/** IAM is slow to tell Lambda about a new role. */
async function retryRole<T>(call: () => Promise<T>): Promise<T> {
  return waitFor("a role that Lambda may assume", 120_000, async () => {
    try {
      return await call();
    } catch (error) {
      const said = error instanceof Error ? `${error.name}: ${error.message}` : "";
      if (/^InvalidParameterValue.*cannot be assumed/.test(said)) return undefined;
      throw error;
    }
  });
}

async function untilReady(context: Context, FunctionName: string): Promise<void> {
  await waitFor(`function ${FunctionName}`, 600_000, async () => {
    const { Configuration: found } = await context
      .client(LambdaClient)
      .send(new GetFunctionCommand({ FunctionName }));
    if (found?.State === "Failed" || found?.LastUpdateStatus === "Failed") {
      throw new Error(found.StateReason ?? found.LastUpdateStatusReason ?? "it failed");
    }
    const busy = found?.State === "Pending" || found?.LastUpdateStatus === "InProgress";
    return busy ? undefined : true;
  });
}
