/** What the state machine, or a person, asks of a function that governs one tenant. */
export interface TenantRequest {
  readonly namespace: string;
  /** Hashes of refused plans that a person approved. */
  readonly approve?: readonly string[] | undefined;
  /** Names the run that this call is part of, in its records: the name of the execution. Absent: the request of the function. */
  readonly run?: string | undefined;
}

/** What a handler reads of Lambda's context. */
export interface FunctionContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  /** Milliseconds until Lambda ends the function; absent: nobody ends it. */
  readonly getRemainingTimeInMillis?: (() => number) | undefined;
}
