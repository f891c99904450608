import fc from "fast-check";
import { partitionOf } from "../../../../core/aws/partitionOf.ts";
import { encryptionContext } from "../../../../core/keys/encryptionContext.ts";

/** A record of CloudTrail, or some of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whose trail it is. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The days of all events. */
export const days = ["2026-03-01", "2026-03-02", "2026-03-03"] as const;

/** The data sets that events tell of. */
export const dataSetIds = ["orders", "costs", "people", "0b7c1a52-6f0e-4c8e-9a55-1d2f3a4b5c6d"];

/** Who called: mostly QuickSight, and those whose calls prove nothing. */
const callers: Readonly<Record<string, Fields>> = {
  quicksight: { userIdentity: { type: "AWSService", invokedBy: "quicksight.amazonaws.com" } },
  inChina: { userIdentity: { type: "AWSService", invokedBy: "quicksight.amazonaws.com.cn" } },
  forSomebody: {
    userIdentity: {
      ...{ type: "AssumedRole", arn: "arn:aws:sts::111122223333:assumed-role/reader/ana" },
      invokedBy: "quicksight.amazonaws.com",
    },
  },
  notSaid: {},
  saidNull: { userIdentity: null },
  otherService: { userIdentity: { type: "AWSService", invokedBy: "athena.amazonaws.com" } },
  alike: { userIdentity: { type: "AWSService", invokedBy: "quicksight.amazonaws.com.example" } },
  person: { userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ana" } },
  nobody: { userIdentity: { invokedBy: "" } },
};

/** Ways in which an event tells nothing, or not what it seems to: fields in place of those that it has. */
const oddities: Readonly<Record<string, (event: Fields, place: Place) => Fields>> = {
  failed: () => ({ errorCode: "AccessDenied", errorMessage: "no" }),
  failedWithoutCode: () => ({ errorCode: "" }),
  otherService: () => ({ eventSource: "s3.amazonaws.com" }),
  otherCall: () => ({ eventName: "DescribeKey" }),
  noName: () => ({ eventName: null }),
  noTime: () => ({ eventTime: null }),
  wrongTime: () => ({ eventTime: "2026-03-01 10:00" }),
  onlyParts: () => ({ eventTime: "2026-03-01T10:00:00.Z" }),
  noRequest: () => ({ requestParameters: null }),
  byPerson: () => ({ requestParameters: null, ...callers["person"] }),
  byNobody: () => ({ requestParameters: null, ...callers["nobody"] }),
  dataSource: (_, place) =>
    contextOf(dataSetArn("orders", place).replace("dataset/", "datasource/")),
  otherContext: (_, place) => contextOf(dataSetArn("orders", place).replace("quicksight", "s3")),
  otherPartition: (_, place) =>
    contextOf(dataSetArn("orders", place).replace(/^arn:[^:]+/, "arn:aws-us-gov")),
  otherAccount: (_, place) =>
    contextOf(dataSetArn("orders", { ...place, accountId: "999988887777" })),
  otherRegion: (_, place) =>
    contextOf(dataSetArn("orders", place).replace(place.region, "us-east-1")),
  notArn: () => contextOf("orders"),
  emptyContext: () => contextOf(""),
  emptyKey: ({ requestParameters }) => ({
    requestParameters: { ...(requestParameters as object), keyId: "" },
    resources: null,
    responseElements: null,
  }),
  quoted: () => ({ userAgent: `it's "quicksight", \\n`, errorMessage: null }),
};

function contextOf(arn: string): Fields {
  return {
    requestParameters: {
      keyId: "arn:aws:kms:eu-west-1:1:key/a",
      encryptionContext: { [encryptionContext]: arn },
    },
  };
}

/** The ARN of a data set. */
export function dataSetArn(id: string, { accountId, region }: Place): string {
  return `arn:${partitionOf(region)}:quicksight:${region}:${accountId}:dataset/${id}`;
}

/** The ARN of a key. */
export function keyArn(key: string, { accountId, region }: Place): string {
  return `arn:${partitionOf(region)}:kms:${region}:${accountId}:key/${key}`;
}

/** Something often, and each of the others once. */
function mostly<Item>(often: readonly Item[], others: readonly Item[]): fc.Arbitrary<Item> {
  return fc.constantFrom(...Array.from({ length: 30 }, () => often).flat(), ...others);
}

/** What an event is made of. */
export const trailParts = fc.record({
  name: fc.constantFrom(
    ...[
      "CreateGrant",
      "CreateGrant",
      "CreateGrant",
      "RetireGrant",
      "RetireGrant",
      "ById",
      "Decrypt",
    ],
    ...["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"],
  ),
  // Few times, so that many events are of the same second, and among them the last.
  day: fc.constantFrom(0, 1, 2, 2),
  time: fc.constantFrom("09:00:00", "09:00:01", "23:59:59"),
  part: fc.constantFrom("", "", ".000", ".25", ".999999"),
  caller: mostly(["quicksight", "forSomebody", "inChina", "notSaid"], Object.keys(callers)),
  // One more often, so that much happens to it.
  dataSet: fc.constantFrom("orders", "orders", "orders", ...dataSetIds),
  key: fc.constantFrom("a", "a", "b", "c"),
  /** How many grants back that one is that a retirement names. */
  of: fc.constantFrom(0, 0, 1, 1, 2, 5, 20),
  /** It is of the data set and the second of the event before. */
  isAtOnce: fc.boolean(),
  /** The grant is the last one of its data set and key, made again. */
  isAgain: fc.boolean(),
  contextIn: fc.constantFrom("encryptionContextSubset", "encryptionContextEquals", "use"),
  keyNamed: fc.constantFrom("arn", "id", "alias", "aliasArn", "nowhere"),
  keyIn: fc.constantFrom("resources", "answer", "nowhere", "nowhere"),
  grantIn: fc.constantFrom("answer", "data", "request", "nowhere"),
  ids: fc.constantFrom("event", "event", "event", "request", "none"),
  oddity: mostly([""], Object.keys(oddities)),
});

/** What {@link trailParts} makes. */
export type Parts = typeof trailParts extends fc.Arbitrary<infer Made> ? Made : never;

/** A record of CloudTrail, and the id of the grant that it is about. */
export function toRecord(event: Parts, index: number, grantId: string, place: Place): Fields {
  const { name, contextIn } = event;
  const isById = name === "ById";
  const key = keyArn(event.key, place);
  const names: Readonly<Record<string, string>> = {
    arn: key,
    id: event.key,
    alias: `alias/spice-${event.key}`,
    aliasArn: key.replace(/key\/.*/, `alias/spice-${event.key}`),
  };
  const context = { [encryptionContext]: dataSetArn(event.dataSet, place) };
  const id = String(index).padStart(2, "0");
  const record = {
    eventVersion: "1.08",
    ...callers[event.caller],
    eventTime: `${days[event.day]}T${event.time}${event.part}Z`,
    eventSource: "kms.amazonaws.com",
    eventName: isById ? "RetireGrant" : name,
    awsRegion: place.region,
    requestParameters: isById
      ? null
      : {
          ...(contextIn === "use"
            ? { encryptionContext: context }
            : { constraints: { [contextIn]: context } }),
          ...(names[event.keyNamed] === undefined ? {} : { keyId: names[event.keyNamed] }),
          ...(event.grantIn === "request" ? { grantId } : {}),
        },
    responseElements: {
      ...(event.keyIn === "answer" ? { keyId: key } : {}),
      ...(event.grantIn === "answer" && !isById ? { grantId } : {}),
    },
    ...(event.grantIn === "data" || isById ? { additionalEventData: { grantId } } : {}),
    ...(event.keyIn === "resources"
      ? {
          resources: [
            { type: "AWS::KMS::Grant", ARN: "x" },
            { type: "AWS::KMS::Key", ARN: key },
          ],
        }
      : {}),
    readOnly: name !== "CreateGrant",
    ...(event.ids === "none" ? {} : { requestID: `request-${id}` }),
    ...(event.ids === "event" ? { eventID: `event-${id}` } : { eventID: null }),
  };
  return { ...record, ...oddities[event.oddity]?.(record, place) };
}
