import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import type { Resource } from "../resource.ts";

type ConfigInputs = {
  destinationConfig?: { onFailure?: { destination: string }; onSuccess?: { destination: string } };
  functionName: string;
  maximumEventAgeInSeconds?: number;
  maximumRetryAttempts: number;
  qualifier?: string;
};

/** `aws.lambda.FunctionEventInvokeConfig`; its id is the function as declared, and its qualifier. */
export const lambdaEventInvokeConfig: Resource<ConfigInputs> = {
  type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  inputs: [
    "destinationConfig",
    "functionName",
    "maximumEventAgeInSeconds",
    "maximumRetryAttempts",
    "qualifier",
  ],
  notFound: ["ResourceNotFoundException"],

  async create(context, inputs) {
    const { functionName, qualifier } = inputs;
    const id = qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
    await this.update?.(context, id, inputs, {});
    return id;
  },

  async read(context, id, { functionName = id, qualifier }) {
    const found = await context
      .client(LambdaClient)
      .send(new GetFunctionEventInvokeConfigCommand(placeOf(functionName, qualifier)));
    const { OnFailure: failure, OnSuccess: success } = found.DestinationConfig ?? {};
    const config = {
      ...(failure?.Destination ? { onFailure: { destination: failure.Destination } } : {}),
      ...(success?.Destination ? { onSuccess: { destination: success.Destination } } : {}),
    };
    return {
      destinationConfig: Object.keys(config).length > 0 ? config : undefined,
      functionName,
      maximumEventAgeInSeconds: found.MaximumEventAgeInSeconds,
      maximumRetryAttempts: found.MaximumRetryAttempts ?? 2,
      qualifier,
    };
  },

  async update(context, _id, planned) {
    const { onFailure, onSuccess } = planned.destinationConfig ?? {};
    await context.client(LambdaClient).send(
      new PutFunctionEventInvokeConfigCommand({
        ...placeOf(planned.functionName, planned.qualifier),
        DestinationConfig: {
          ...(onFailure ? { OnFailure: { Destination: onFailure.destination } } : {}),
          ...(onSuccess ? { OnSuccess: { Destination: onSuccess.destination } } : {}),
        },
        MaximumEventAgeInSeconds: planned.maximumEventAgeInSeconds,
        MaximumRetryAttempts: planned.maximumRetryAttempts,
      }),
    );
  },

  async delete(context, id, { functionName = id, qualifier }) {
    await context
      .client(LambdaClient)
      .send(new DeleteFunctionEventInvokeConfigCommand(placeOf(functionName, qualifier)));
  },
};

function placeOf(FunctionName: string, Qualifier: string | undefined) {
  return { FunctionName, ...(Qualifier === undefined ? {} : { Qualifier }) };
}
