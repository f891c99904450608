/** The account and Region of the events. */
export const scope = { accountId: "111122223333", region: "eu-west-1" } as const;

/** The ARN of a data set of theirs. */
export function dataSetArn(id: string, { accountId = "111122223333", region = "eu-west-1" } = {}) {
  return `arn:aws:quicksight:${region}:${accountId}:dataset/${id}`;
}

/** The ARN of a key of theirs. */
export function keyArn(id: string): string {
  return `arn:aws:kms:eu-west-1:111122223333:key/${id}`;
}

let made = 0;

/** What differs from a Decrypt of data set `orders` with key `a`. */
export interface EventParts {
  readonly name?: string;
  /** `10:00:00` of a day. */
  readonly at?: string;
  readonly id?: string;
  /** Another than `orders`; undefined: no context. */
  readonly dataSet?: string | undefined;
  readonly key?: string | undefined;
  readonly grant?: string;
  /** Fields in place of those that it has. */
  readonly rest?: object;
}

/** An event as the user guide of QuickSight shows it ("Verify the key used by QuickSight"). */
export function event(parts: EventParts = {}): Record<string, unknown> {
  const { name = "Decrypt", at = "10:00:00", grant, rest = {} } = parts;
  const dataSet = "dataSet" in parts ? parts.dataSet : dataSetArn("orders");
  const key = "key" in parts ? parts.key : keyArn("a");
  made += 1;
  const context = { "aws:quicksight:arn": dataSet };
  const constraints = { constraints: { encryptionContextSubset: context } };
  return {
    eventVersion: "1.08",
    userIdentity: { type: "AWSService", invokedBy: "quicksight.amazonaws.com" },
    eventTime: `2026-03-01T${at}Z`,
    eventSource: "kms.amazonaws.com",
    eventName: name,
    awsRegion: "eu-west-1",
    sourceIPAddress: "quicksight.amazonaws.com",
    requestParameters: {
      ...(dataSet === undefined ? {} : constraints),
      ...(key === undefined ? {} : { keyId: key }),
    },
    ...(grant === undefined ? {} : { responseElements: { grantId: grant } }),
    eventID: parts.id ?? `event-${made}`,
    ...rest,
  };
}

/** A retirement as KMS shows it (its developer guide, "RetireGrant"): the grant's id, and no request. */
export function retirementById(grant: string, at: string, id?: string): Record<string, unknown> {
  const rest = { requestParameters: null, additionalEventData: { grantId: grant } };
  return event({ name: "RetireGrant", at, rest, ...(id === undefined ? {} : { id }) });
}
