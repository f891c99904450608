import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import type { AwsAccess } from "../aws/awsAccess.ts";
import type { SoonRun } from "./runSoon.ts";

/** What a schedule that fires once starts, and with which role. */
export interface SoonTarget {
  readonly machineArn: string;
  readonly roleArn: string;
  /** Where it lies if the machine could not be started. */
  readonly queueArn: string;
}

/**
 * Makes a schedule that starts the state machine once and is gone after it.
 *
 * @returns false where there is one of this name already: what was asked for is one run with that
 */
export async function scheduleOnce(
  access: AwsAccess,
  { name, expression }: SoonRun,
  input: object,
  { machineArn, roleArn, queueArn }: SoonTarget,
): Promise<boolean> {
  const client = new SchedulerClient({ ...access });
  try {
    await client.send(
      new CreateScheduleCommand({
        ...{ Name: name, ScheduleExpression: expression, ActionAfterCompletion: "DELETE" },
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: {
          ...{ Arn: machineArn, RoleArn: roleArn, Input: JSON.stringify(input) },
          RetryPolicy: { MaximumEventAgeInSeconds: 1800, MaximumRetryAttempts: 10 },
          DeadLetterConfig: { Arn: queueArn },
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConflictException") return false;
    throw error;
  } finally {
    client.destroy();
  }
}
