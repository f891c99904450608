import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import {
  CloudTrailClient,
  CreateTrailCommand,
  type Event,
  InsufficientS3BucketPolicyException,
  InvalidLookupAttributesException,
  InvalidMaxResultsException,
  InvalidNextTokenException,
  InvalidTimeRangeException,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  S3BucketDoesNotExistException,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { startTrail } from "../support/startTrail.ts";

const account = "111122223333";

interface TrailRecord {
  readonly eventName: string;
  readonly eventID: string;
  readonly eventTime: string;
  readonly errorCode?: string;
  readonly [member: string]: unknown;
}

const recordOf = ({ CloudTrailEvent = "{}" }: Event) => JSON.parse(CloudTrailEvent) as TrailRecord;

describe("emulator: the trail of calls", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let ends: { destroy(): void }[] = [];
  const optionsOf = (region = "eu-west-1", accessKeyId = account, secretAccessKey = "test") => ({
    endpoint: emulator.url,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: { httpsAgent: { ca: emulator.certificate } },
  });
  const make = <C extends { destroy(): void }>(client: C): C => {
    ends.push(client);
    return client;
  };
  const kms = (region?: string) => make(new KMSClient(optionsOf(region)));
  const trail = (region?: string) => make(new CloudTrailClient(optionsOf(region)));
  const lookup = (input: LookupEventsCommandInput = {}, client = trail()) =>
    client.send(new LookupEventsCommand(input));
  const by = (
    AttributeKey: "EventName" | "EventSource" | "ResourceName",
    AttributeValue: string,
  ) => ({
    LookupAttributes: [{ AttributeKey, AttributeValue }],
  });
  const makeKey = async (client = kms()) =>
    (await client.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";

  before(async () => {
    emulator = await startEmulator({ accountId: account, region: "eu-west-1" });
  });
  after(() => emulator.close());
  beforeEach(async () => {
    await emulator.reset();
    await emulator.changeTrail({ lookupsPerSecond: 1000 });
  });
  afterEach(() => {
    for (const client of ends) client.destroy();
    ends = [];
  });

  it("has what somebody did with a key, as CloudTrail writes it, and finds it by name, source and resource", async () => {
    const client = kms();
    const KeyId = await makeKey(client);
    await makeKey(client);
    const EncryptionContext = { "aws:quicksight:arn": "x" };
    await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext }));
    const { GrantId } = await client.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: "quicksight.amazonaws.com",
        Operations: ["Decrypt"],
        Constraints: { EncryptionContextSubset: EncryptionContext },
      }),
    );
    await client.send(new RevokeGrantCommand({ KeyId, GrantId }));
    const { Events = [] } = await lookup(by("ResourceName", KeyId));
    assert.deepEqual(
      Events.map(({ EventName }) => EventName),
      ["RevokeGrant", "CreateGrant", "GenerateDataKey", "CreateKey"],
      "newest first",
    );
    const [, grant, dataKey] = Events.map(recordOf);
    assert.ok(grant !== undefined);
    const { eventID, requestID, eventTime, userAgent, ...rest } = grant;
    assert.deepEqual(rest, {
      eventVersion: "1.08",
      userIdentity: {
        ...{ type: "Root", principalId: account, arn: `arn:aws:iam::${account}:root` },
        ...{ accountId: account, accessKeyId: account },
      },
      eventSource: "kms.amazonaws.com",
      eventName: "CreateGrant",
      awsRegion: "eu-west-1",
      sourceIPAddress: "127.0.0.1",
      requestParameters: {
        keyId: KeyId,
        granteePrincipal: "quicksight.amazonaws.com",
        operations: ["Decrypt"],
        constraints: { encryptionContextSubset: EncryptionContext },
      },
      responseElements: { grantId: GrantId, keyId: KeyId },
      readOnly: false,
      resources: [{ accountId: account, type: "AWS::KMS::Key", ARN: KeyId }],
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: "Management",
    });
    assert.ok([eventID, requestID, userAgent].every((one) => typeof one === "string"));
    assert.match(eventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(dataKey?.["requestParameters"], {
      keyId: KeyId,
      keySpec: "AES_256",
      encryptionContext: EncryptionContext,
    });
    assert.equal(dataKey["responseElements"], null, "what a call that reads answers is not told");
    const { Events: named = [] } = await lookup(by("EventName", "CreateKey"));
    assert.equal(named.length, 2);
    const { Events: other = [] } = await lookup(by("EventSource", "s3.amazonaws.com"));
    assert.deepEqual(other, []);
    const { Events: elsewhere = [] } = await lookup(
      by("EventName", "CreateKey"),
      trail("eu-west-2"),
    );
    assert.deepEqual(elsewhere, [], "each Region has its own");
  });

  it("has calls that failed, with their error, and never a secret", async () => {
    const client = kms();
    const KeyId = await makeKey(client);
    const Plaintext = Buffer.from("not-to-be-seen");
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext }));
    await client.send(new DisableKeyCommand({ KeyId }));
    await assert.rejects(client.send(new DecryptCommand({ CiphertextBlob })), {
      name: "DisabledException",
    });
    const { Events = [] } = await lookup(by("EventName", "Decrypt"));
    const [failed] = Events.map(recordOf);
    assert.equal(failed?.errorCode, "DisabledException");
    assert.equal(failed["errorMessage"], `${KeyId} is disabled.`);
    const all = JSON.stringify(await lookup());
    assert.ok(!all.includes(Plaintext.toString("base64")));
  });

  it("asks IAM who may look, and has who was denied", async () => {
    const iam = make(new IAMClient(optionsOf("us-east-1")));
    const UserName = "auditor";
    await iam.send(new CreateUserCommand({ UserName }));
    const allow = (Action: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action, Resource: "*" }],
      });
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
    const own = optionsOf("eu-west-1", AccessKeyId, SecretAccessKey);
    const asUser = make(new CloudTrailClient(own));
    await assert.rejects(lookup({}, asUser), { name: "AccessDeniedException" });
    await iam.send(
      new PutUserPolicyCommand({
        ...{ UserName, PolicyName: "look" },
        PolicyDocument: allow("cloudtrail:LookupEvents"),
      }),
    );
    const KeyId = await makeKey();
    await assert.rejects(make(new KMSClient(own)).send(new DescribeKeyCommand({ KeyId })), {
      name: "AccessDeniedException",
    });
    const { Events = [] } = await lookup(by("EventName", "DescribeKey"), asUser);
    assert.deepEqual(
      Events.map(({ Username, AccessKeyId: key }) => [Username, key]),
      [[UserName, AccessKeyId]],
    );
    assert.equal(Events.map(recordOf)[0]?.errorCode, "AccessDenied");
  });

  it("is looked at by pages, twice a second, by one attribute, for 90 days", async () => {
    const client = kms();
    const keys = await Promise.all(Array.from({ length: 7 }, () => makeKey(client)));
    const input = { ...by("EventName", "CreateKey"), MaxResults: 3 };
    const looking = trail();
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await lookup({ ...input, NextToken }, looking);
      assert.ok((page.Events?.length ?? 0) <= 3);
      seen.push(...(page.Events ?? []).map(({ Resources }) => Resources?.[0]?.ResourceName ?? ""));
      // What comes meanwhile is before the pages that are left, and moves none of them.
      await makeKey(client);
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    assert.deepEqual(seen.sort(), keys.sort());

    const first = await lookup(input, looking);
    const { NextToken: token } = first;
    const wrong: [LookupEventsCommandInput, new (options: never) => Error][] = [
      [{ MaxResults: 51 }, InvalidMaxResultsException],
      [{ NextToken: "x" }, InvalidNextTokenException],
      [{ NextToken: "MQ==" }, InvalidNextTokenException],
      [{ NextToken: token }, InvalidNextTokenException],
      [{ StartTime: new Date(2_000), EndTime: new Date(1_000) }, InvalidTimeRangeException],
      [
        {
          LookupAttributes: [
            { AttributeKey: "EventName", AttributeValue: "CreateKey" },
            { AttributeKey: "ReadOnly", AttributeValue: "false" },
          ],
        },
        InvalidLookupAttributesException,
      ],
    ];
    for (const [more, error] of wrong) await assert.rejects(lookup(more, looking), error);

    await emulator.changeTrail({ lookupsPerSecond: 2 });
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => lookup({}, looking)));
    const refusals = all.filter((one) => one.status === "rejected");
    assert.ok(refusals.length >= 3, `${refusals.length} of 6 at once were throttled`);
    assert.ok(refusals.every(({ reason }) => (reason as Error).name === "ThrottlingException"));

    const day = 24 * 60 * 60 * 1000;
    await emulator.changeTrail({ lookupsPerSecond: 1000, offsetMs: 89 * day });
    assert.ok(((await lookup(input)).Events ?? []).length > 0, "of 89 days ago");
    await emulator.changeTrail({ offsetMs: 91 * day });
    assert.deepEqual((await lookup(input)).Events, []);
  });

  it("goes as gzip files into the bucket of a trail that logs, if its policy lets CloudTrail write", async () => {
    const s3 = make(new S3Client({ ...optionsOf(), forcePathStyle: true }));
    const client = kms();
    const cloudTrail = trail();
    const Bucket = "audit";
    const create = () =>
      cloudTrail.send(
        new CreateTrailCommand({
          ...{ Name: "keys", S3BucketName: Bucket, S3KeyPrefix: "logs", IsMultiRegionTrail: true },
        }),
      );
    await assert.rejects(create(), S3BucketDoesNotExistException);
    await s3.send(new CreateBucketCommand({ Bucket }));
    await assert.rejects(create(), InsufficientS3BucketPolicyException);
    const cloudtrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
    const Statement = [
      { ...cloudtrail, Action: "s3:GetBucketAcl", Resource: `arn:aws:s3:::${Bucket}` },
      {
        ...cloudtrail,
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${Bucket}/logs/AWSLogs/${account}/*`,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
    ];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await create();
    await makeKey(client);
    const files = async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key = "" }) => Key);
    };
    assert.deepEqual(await files(), [], "a trail that doesn't log has none");
    await cloudTrail.send(new StartLoggingCommand({ Name: "keys" }));
    const KeyId = await makeKey(client);
    await client.send(new DescribeKeyCommand({ KeyId }));
    await makeKey(kms("eu-west-2"));
    await cloudTrail.send(new StopLoggingCommand({ Name: "keys" }));
    await makeKey(client);
    const found = await files();
    const name =
      /^logs\/AWSLogs\/111122223333\/CloudTrail\/(eu-west-[12])\/\d{4}\/\d\d\/\d\d\/111122223333_CloudTrail_\1_\d{8}T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/;
    for (const key of found) assert.match(key, name);
    const records: TrailRecord[] = [];
    for (const Key of found) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
      records.push(...(JSON.parse(text) as { Records: TrailRecord[] }).Records);
    }
    const ofKeys = records.filter(({ eventSource }) => eventSource === "kms.amazonaws.com");
    assert.deepEqual(
      ofKeys.map(({ awsRegion, eventName }) => `${String(awsRegion)} ${eventName}`).sort(),
      ["eu-west-1 CreateKey", "eu-west-1 DescribeKey", "eu-west-2 CreateKey"],
    );
    const { Events = [] } = await lookup(by("ResourceName", KeyId));
    const byId = new Map(ofKeys.map((one) => [one.eventID, one]));
    assert.equal(Events.length, 2);
    for (const event of Events) {
      assert.deepEqual(recordOf(event), byId.get(event.EventId ?? ""), "the same record in both");
    }
  });

  it("writes into no bucket whose policy does not let CloudTrail, also when that changes later", async () => {
    const s3 = make(new S3Client({ ...optionsOf(), forcePathStyle: true }));
    const cloudTrail = trail();
    await startTrail(cloudTrail, s3, "audit");
    const filesOf = async (Bucket: string) =>
      (await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount ?? 0;
    await makeKey();
    const before = await filesOf("audit");
    assert.ok(before > 0);
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: "audit" }));
    await makeKey();
    assert.equal(await filesOf("audit"), before);
    await s3.send(new CreateBucketCommand({ Bucket: "other" }));
    const update = new UpdateTrailCommand({ Name: "everything", S3BucketName: "other" });
    await assert.rejects(cloudTrail.send(update), InsufficientS3BucketPolicyException);
    const gone = new UpdateTrailCommand({ Name: "everything", S3BucketName: "gone" });
    await assert.rejects(cloudTrail.send(gone), S3BucketDoesNotExistException);
  });
});
