import { randomUUID } from "node:crypto";
import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  RotateSecretCommand,
  type RotationRulesType,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type { Context } from "../context.ts";
import type { Resource } from "../resource.ts";

type SecretRotationInputs = {
  secretId: string;
  rotateImmediately?: boolean;
  rotationEnabled?: boolean;
  rotationLambdaArn?: string;
  rotationRules?: {
    automaticallyAfterDays?: number;
    duration?: string;
    scheduleExpression?: string;
  };
};

/** `aws.secretsmanager.SecretRotation`; its id is the ARN of the secret. */
export const secretsmanagerSecretRotation: Resource<SecretRotationInputs> = {
  type: "aws:secretsmanager/secretRotation:SecretRotation",
  inputs: [
    "secretId",
    "rotateImmediately",
    "rotationEnabled",
    "rotationLambdaArn",
    "rotationRules",
  ],
  notFound: ["ResourceNotFoundException"],

  create: rotate,

  async read(context, arn) {
    const found = await context
      .client(SecretsManagerClient)
      .send(new DescribeSecretCommand({ SecretId: arn }));
    if (found.DeletedDate !== undefined) return undefined;
    const rotationEnabled = found.RotationEnabled ?? false;
    return {
      secretId: arn,
      rotationEnabled,
      rotationLambdaArn: rotationEnabled ? found.RotationLambdaARN : "",
      rotationRules: rotationEnabled ? rulesOf(found.RotationRules) : undefined,
    };
  },

  async update(context, _arn, planned) {
    await rotate(context, planned);
  },

  async delete(context, arn) {
    await context
      .client(SecretsManagerClient)
      .send(new CancelRotateSecretCommand({ SecretId: arn }));
  },
};

async function rotate(context: Context, inputs: SecretRotationInputs): Promise<string> {
  const { secretId: SecretId, rotateImmediately, rotationEnabled, rotationLambdaArn } = inputs;
  const client = context.client(SecretsManagerClient);
  if (rotationEnabled === false) {
    const { ARN = "" } = await client.send(new CancelRotateSecretCommand({ SecretId }));
    return ARN;
  }
  const { automaticallyAfterDays, duration, scheduleExpression } = inputs.rotationRules ?? {};
  const { ARN = "" } = await client.send(
    new RotateSecretCommand({
      ...{ SecretId, ClientRequestToken: randomUUID(), RotationLambdaARN: rotationLambdaArn },
      RotateImmediately: rotateImmediately ?? true,
      RotationRules: {
        ...(scheduleExpression === undefined
          ? { AutomaticallyAfterDays: automaticallyAfterDays }
          : { ScheduleExpression: scheduleExpression }),
        Duration: duration,
      },
    }),
  );
  return ARN;
}

/** Of a schedule AWS works out the days as well, which the provider leaves out. */
function rulesOf({ AutomaticallyAfterDays, Duration, ScheduleExpression }: RotationRulesType = {}) {
  return {
    ...(ScheduleExpression === undefined
      ? { automaticallyAfterDays: AutomaticallyAfterDays }
      : { scheduleExpression: ScheduleExpression }),
    ...(Duration !== undefined && { duration: Duration }),
  };
}
