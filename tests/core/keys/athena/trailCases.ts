import fc from "fast-check";
import { encryptionContext } from "../../../../core/keys/encryptionContext.ts";
import { trailPath } from "../audit/trailFolder.ts";

/** A trail, and whose data sets are looked for in it. */
export interface TrailCase {
  readonly accountId: string;
  readonly region: string;
  /** Of an organization's trail; else empty. */
  readonly organization: string;
  readonly defaultKey: string | undefined;
  /** The first day; undefined: all. */
  readonly from: string | undefined;
  /** Records by the path of their file. */
  readonly files: ReadonlyMap<string, readonly Fields[]>;
}

type Fields = Readonly<Record<string, unknown>>;

const region = "eu-west-1";
const days = ["2026-03-01", "2026-03-02", "2026-03-03"];

/** The data sets that events tell of. */
export const dataSetIds = ["orders", "costs", "people", "0b7c1a52-6f0e-4c8e-9a55-1d2f3a4b5c6d"];

/** Ways in which an event tells nothing, or not what it seems to: fields in place of those that it has. */
const oddities: Readonly<Record<string, (event: Fields, account: string) => Fields>> = {
  failed: () => ({ errorCode: "AccessDenied", errorMessage: "no" }),
  failedWithoutCode: () => ({ errorCode: "" }),
  otherService: () => ({ eventSource: "s3.amazonaws.com" }),
  otherCall: () => ({ eventName: "DescribeKey" }),
  noName: () => ({ eventName: null }),
  noTime: () => ({ eventTime: null }),
  wrongTime: () => ({ eventTime: "2026-03-01 10:00" }),
  noId: () => ({ eventID: null }),
  noRequest: () => ({ requestParameters: null }),
  byPerson: () => ({
    requestParameters: null,
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ana" },
  }),
  nobody: () => ({ requestParameters: null, userIdentity: { invokedBy: "" } }),
  dataSource: (_, account) => contextOf(`arn:aws:quicksight:${region}:${account}:datasource/db`),
  otherAccount: () => contextOf(`arn:aws:quicksight:${region}:999988887777:dataset/orders`),
  otherRegion: (_, account) => contextOf(`arn:aws:quicksight:us-east-1:${account}:dataset/orders`),
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
    requestParameters: { keyId: keyArn("a", "1"), encryptionContext: { [encryptionContext]: arn } },
  };
}

function keyArn(key: string, account: string): string {
  return `arn:aws:kms:${region}:${account}:key/${key}`;
}

/** What an event is made of. */
const parts = fc.record({
  name: fc.constantFrom(
    ...["CreateGrant", "CreateGrant", "RetireGrant", "ById", "Decrypt"],
    ...["GenerateDataKey", "GenerateDataKeyWithoutPlaintext"],
  ),
  // Few times, so that many events are of the same second.
  day: fc.nat({ max: 2 }),
  time: fc.constantFrom("09:00:00", "09:00:01", "10:00:00", "23:59:59"),
  dataSet: fc.constantFrom(...dataSetIds),
  key: fc.constantFrom("a", "a", "b", "c"),
  grant: fc.nat({ max: 39 }),
  contextIn: fc.constantFrom("encryptionContextSubset", "encryptionContextEquals", "use"),
  keyIn: fc.constantFrom("arn", "id and resources", "resources", "id", "answer", "nowhere"),
  grantIn: fc.constantFrom("answer", "data", "request", "nowhere"),
  oddity: fc.constantFrom(...Array.from({ length: 60 }, () => ""), ...Object.keys(oddities)),
  file: fc.nat({ max: 2 }),
  elsewhere: fc.constantFrom(
    ...Array.from({ length: 20 }, () => ""),
    ...["account", "region", "digest"],
  ),
  again: fc.nat({ max: 3 }),
});

type Parts = typeof parts extends fc.Arbitrary<infer Made> ? Made : never;

/** Trails of small size, the same ones for the same seed, each of an account of its own. */
export function makeCases(count: number, seed: number): TrailCase[] {
  const drawn = fc.sample(
    fc.record({
      events: fc.array(parts, { maxLength: 40, size: "max" }),
      isOrganization: fc.boolean(),
      hasDefault: fc.integer({ min: 0, max: 4 }),
      from: fc.option(fc.constantFrom(...days), { freq: 3 }),
    }),
    { seed, numRuns: count },
  );
  return drawn.map(({ events, isOrganization, hasDefault, from }, index) => {
    const accountId = String(100_000_000_000 + index);
    const organization = isOrganization ? "o-a1b2c3d4e5" : "";
    return {
      ...{ accountId, region, organization, from: from ?? undefined },
      defaultKey: hasDefault === 0 ? undefined : keyArn("a", accountId),
      files: toFiles(events, accountId, organization),
    };
  });
}

function toFiles(events: readonly Parts[], account: string, organization: string) {
  const files = new Map<string, Fields[]>();
  const retired = new Set<number>();
  for (const [index, drawn] of events.entries()) {
    // Most retirements are of a grant that there was.
    const event = { ...drawn, grant: index === 0 ? 0 : drawn.grant % index };
    const isById = event.name === "ById" || event.oddity === "noRequest";
    if (isById && event.name !== "CreateGrant") {
      // KMS retires a grant once.
      if (retired.has(event.grant)) continue;
      retired.add(event.grant);
    }
    const record = toRecord(event, index, account);
    // A file may have an event of the day before, and the same event may be in several.
    for (let copy = 0; copy <= Number(event.again === 0); copy += 1) {
      const path = trailPath({
        account: event.elsewhere === "account" ? "999988887777" : account,
        region: event.elsewhere === "region" ? "us-east-1" : region,
        day: days[Math.min(event.day + copy, 2)] ?? "",
        number: event.file,
        organization,
      });
      const place =
        event.elsewhere === "digest" ? path.replaceAll("CloudTrail", "CloudTrail-Digest") : path;
      const records = files.get(place) ?? [];
      files.set(place, records);
      records.splice(event.file, 0, record);
    }
  }
  return files;
}

function toRecord(event: Parts, index: number, account: string): Fields {
  const { name, grant, dataSet } = event;
  const isById = name === "ById";
  const isGrant = name === "CreateGrant";
  const arn = `arn:aws:quicksight:${region}:${account}:dataset/${dataSet}`;
  // A grant has an id of its own, which retirements may name.
  const grantId = `grant-${String(isGrant ? index : grant)}`;
  const key = keyArn(event.key, account);
  const context = { [encryptionContext]: arn };
  const record = {
    eventVersion: "1.08",
    userIdentity: { type: "AWSService", invokedBy: "quicksight.amazonaws.com" },
    eventTime: `${days[event.day] ?? ""}T${event.time}Z`,
    eventSource: "kms.amazonaws.com",
    eventName: isById ? "RetireGrant" : name,
    awsRegion: region,
    requestParameters: isById
      ? null
      : {
          ...(event.contextIn === "use"
            ? { encryptionContext: context }
            : { constraints: { [event.contextIn]: context } }),
          ...(event.keyIn === "arn" ? { keyId: key } : {}),
          ...(event.keyIn.startsWith("id") ? { keyId: event.key } : {}),
          ...(event.grantIn === "request" ? { grantId } : {}),
        },
    responseElements: {
      ...(event.keyIn === "answer" ? { keyId: key } : {}),
      ...(event.grantIn === "answer" && !isById ? { grantId } : {}),
    },
    ...(event.grantIn === "data" || isById ? { additionalEventData: { grantId } } : {}),
    ...(event.keyIn.endsWith("resources")
      ? {
          resources: [
            { type: "AWS::KMS::Grant", ARN: "x" },
            { type: "AWS::KMS::Key", ARN: key },
          ],
        }
      : {}),
    readOnly: !isGrant,
    eventID: `event-${String(index).padStart(2, "0")}`,
  };
  return { ...record, ...oddities[event.oddity]?.(record, account) };
}
