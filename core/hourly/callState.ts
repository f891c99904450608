/** A state of the Amazon States Language. */
export type State = Readonly<Record<string, unknown>>;

/**
 * Errors that pass: of Lambda itself (AWS Step Functions developer guide, "Best practices: handle transient Lambda exceptions"), and of AWS calls
 * that were tried again and again already, by the names that their errors have in the SDK. In seconds.
 */
const transient = {
  ErrorEquals: [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "InternalFailureException",
    "InternalServerException",
    "InternalServiceError",
    "ResourceUnavailableException",
    "ServiceUnavailable",
    "SlowDown",
    "ThrottlingException",
    "TimeoutError",
  ],
  ...{ IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2, MaxDelaySeconds: 60 },
  JitterStrategy: "FULL",
} as const;

/** Another run of the tenant: it has waited for it already, and will again, for a quarter of an hour at most. */
const locked = {
  ErrorEquals: ["LockBusy", "LockLost"],
  ...{ IntervalSeconds: 30, MaxAttempts: 6, BackoffRate: 2, MaxDelaySeconds: 240 },
  JitterStrategy: "FULL",
} as const;

/** A function that was ended in the middle of something: what it did is done, and the lock of it ends by itself. */
const ended = {
  ErrorEquals: ["Sandbox.Timedout", "States.Timeout", "Runtime.ExitError"],
  ...{ IntervalSeconds: 45, MaxAttempts: 2, BackoffRate: 2 },
} as const;

/** A call of a function, tried again where that helps; which function it is, what it gets and what becomes of the answer is the caller's. */
export function callState(partition: string, timeoutSeconds: number): State {
  return {
    Type: "Task",
    Resource: `arn:${partition}:states:::lambda:invoke`,
    TimeoutSeconds: timeoutSeconds,
    Retry: [transient, locked, ended],
  };
}
