import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import {
  CloudTrailClient,
  CreateTrailCommand,
  type Event,
  type LookupAttribute,
  LookupEventsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  CreateIngestionCommand,
  CustomerManagedKeyUnavailableException,
  DeleteDataSetCommand,
  DescribeIngestionCommand,
  type IngestionType,
  PutDataSetRefreshPropertiesCommand,
  type QuickSightClient,
  UpdateDataSourceCommand,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { addRecord, newAudit } from "../../../core/keys/audit/keyAudit.ts";
import { encryptionRows } from "../../../core/keys/audit/encryptionRows.ts";
import {
  arn,
  createDashboard,
  createDataSet,
  createDataSource,
  database,
  personArn,
  sets,
  showing,
  table,
} from "../support/assets.ts";
import { emulated } from "../support/emulated.ts";
import { register as registerPerson } from "../support/people.ts";
import { allowing, policy } from "../support/policies.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

interface TrailRecord {
  readonly eventName: string;
  readonly errorCode?: string;
  readonly [member: string]: unknown;
}

interface Reading {
  readonly Opened: boolean;
  readonly Reason?: string;
  readonly DataSets: readonly { Id: string; Opened: boolean; Reason?: string }[];
}

const quicksight = "quicksight.amazonaws.com";
const orders = arn("dataset/orders");
const constraints = { encryptionContextSubset: { "aws:quicksight:arn": orders } };

describe("simulator: what is encrypted under keys of the customer, in the emulator", function () {
  this.timeout(60_000);
  const simulation = simulated();
  const { options, changeTrail, deployerWith } = emulated(simulation);
  let kms: KMSClient;
  let trail: CloudTrailClient;
  let deployer: QuickSightClient;
  let first: string;
  let second: string;
  const make = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";

  beforeEach(async () => {
    await changeTrail({ lookupsPerSecond: 1000 });
    kms = new KMSClient(options());
    trail = new CloudTrailClient(options());
    deployer = await deployerWith(allowing("kms:CreateGrant"));
    [first, second] = [await make(), await make()];
    await createDataSource(deployer, "db");
  });
  afterEach(() => {
    kms.destroy();
    trail.destroy();
  });

  const register = (...keys: string[]) =>
    deployer.send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId,
        KeyRegistration: keys.map((KeyArn, index) => ({ KeyArn, DefaultKey: index === 0 })),
      }),
    );
  const load = async (IngestionId: string, IngestionType?: IngestionType) => {
    const one = { AwsAccountId, DataSetId: "orders", IngestionId };
    await deployer.send(new CreateIngestionCommand({ ...one, IngestionType }));
    return (await deployer.send(new DescribeIngestionCommand(one))).Ingestion;
  };
  const control = async <T>(method: string, path: string, body?: unknown) => {
    const answer = await simulation.control(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as T;
  };
  const keyOf = async (of: string) =>
    (await control<Record<string, { KeyArn: string | null }>>("GET", "/_sim/keys"))[of]?.KeyArn;
  const read = (body: object = { DataSet: "orders" }) =>
    control<Reading>("POST", "/_sim/reads", body);
  const advance = (advanceMs: number) => control("POST", "/_sim/clock", { advanceMs });
  const events = async (attribute?: LookupAttribute): Promise<Event[]> => {
    const found: Event[] = [];
    let NextToken: string | undefined;
    do {
      const LookupAttributes = attribute === undefined ? undefined : [attribute];
      const page = await trail.send(new LookupEventsCommand({ LookupAttributes, NextToken }));
      found.push(...(page.Events ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found;
  };
  /** What QuickSight itself did with keys, the oldest first. */
  const uses = async (of = orders) =>
    (await events({ AttributeKey: "EventSource", AttributeValue: "kms.amazonaws.com" }))
      .map(({ CloudTrailEvent = "" }) => JSON.parse(CloudTrailEvent) as TrailRecord)
      .filter((one) => JSON.stringify(one["userIdentity"]).includes(quicksight))
      .filter((one) => JSON.stringify(one["requestParameters"]).includes(`"${of}"`))
      .reverse();
  const named = (records: readonly TrailRecord[]) =>
    records.map(({ eventName, errorCode }) =>
      errorCode === undefined ? eventName : `${eventName} ${errorCode}`,
    );
  const grantsOn = async (KeyId: string) =>
    ((await kms.send(new ListGrantsCommand({ KeyId }))).Grants ?? []).map(
      ({ GranteePrincipal, RetiringPrincipal, Operations, Constraints }) => ({
        ...{ GranteePrincipal, RetiringPrincipal, Operations },
        context: Constraints?.EncryptionContextSubset?.["aws:quicksight:arn"],
      }),
    );

  it("is a data set in SPICE, under the default key of its last full load", async () => {
    const dated = table("region", "day");
    dated.PhysicalTableMap.t.RelationalTable?.InputColumns?.splice(1, 1, {
      ...{ Name: "day", Type: "DATETIME" },
    });
    await createDataSet(deployer, "orders", { ImportMode: "SPICE", ...dated });
    await load("own");
    assert.equal(await keyOf(orders), null, "AWS's own key");
    assert.deepEqual(await uses(), [], "which leaves no trace");
    await register(first, second);
    assert.equal(await keyOf(orders), null, "until it is loaded anew");
    await load("one");
    assert.equal(await keyOf(orders), first);
    const DataSetRefreshProperties = {
      RefreshConfiguration: {
        IncrementalRefresh: {
          LookbackWindow: { ColumnName: "day", Size: 1, SizeUnit: "DAY" as const },
        },
      },
    };
    await deployer.send(
      new PutDataSetRefreshPropertiesCommand({
        ...{ AwsAccountId, DataSetId: "orders", DataSetRefreshProperties },
      }),
    );
    await register(second, first);
    assert.equal((await load("more", "INCREMENTAL_REFRESH"))?.IngestionStatus, "COMPLETED");
    assert.equal(await keyOf(orders), first, "of which an incremental load only adds to the rows");
    assert.deepEqual(await grantsOn(second), []);
    await load("two", "FULL_REFRESH");
    assert.equal(await keyOf(orders), second);
    const Operations = ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"];
    const principals = { GranteePrincipal: quicksight, RetiringPrincipal: quicksight };
    assert.deepEqual(await grantsOn(first), []);
    assert.deepEqual(await grantsOn(second), [{ ...principals, Operations, context: orders }]);
    await register();
    await load("none");
    assert.equal(await keyOf(orders), null);
    assert.deepEqual(await grantsOn(second), []);
  });

  it("is told by the trail: who uses which key, for what, in the shape of AWS's samples", async () => {
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    assert.equal((await read()).Opened, true);
    const found = await uses();
    assert.deepEqual(named(found), ["CreateGrant", "GenerateDataKey", "Decrypt"]);
    const [grant, dataKey, decrypt] = found;
    assert.ok(grant !== undefined);
    const { eventID, eventTime, requestID, responseElements, ...rest } = grant;
    assert.ok([eventID, eventTime, requestID].every((one) => typeof one === "string"));
    assert.deepEqual(rest, {
      eventVersion: "1.08",
      userIdentity: { type: "AWSService", invokedBy: quicksight },
      eventSource: "kms.amazonaws.com",
      eventName: "CreateGrant",
      awsRegion: "eu-west-1",
      sourceIPAddress: quicksight,
      userAgent: quicksight,
      requestParameters: {
        constraints,
        retiringPrincipal: quicksight,
        keyId: first,
        granteePrincipal: quicksight,
        operations: ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"],
      },
      readOnly: false,
      resources: [{ accountId: AwsAccountId, type: "AWS::KMS::Key", ARN: first }],
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: AwsAccountId,
      eventCategory: "Management",
    });
    const { grantId, keyId } = responseElements as { grantId: string; keyId: string };
    assert.equal(keyId, first);
    assert.deepEqual(dataKey?.["requestParameters"], {
      ...{ constraints, keyId: first, keySpec: "AES_256" },
    });
    assert.deepEqual(decrypt?.["requestParameters"], {
      ...{ constraints, keyId: first, encryptionAlgorithm: "SYMMETRIC_DEFAULT" },
    });
    await deployer.send(new DeleteDataSetCommand({ AwsAccountId, DataSetId: "orders" }));
    const retired = (await uses()).at(-1);
    assert.equal(retired?.eventName, "RetireGrant");
    assert.deepEqual(retired["requestParameters"], { constraints }, "which names no key");
    assert.deepEqual(retired["additionalEventData"], { grantId });
    assert.deepEqual(retired["resources"], rest.resources);
  });

  it("is told by the files of a trail, in the folder of the day to which the clock was moved", async () => {
    const Bucket = "audit";
    const s3 = new S3Client({ ...options(), forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket }));
    const cloudtrail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } };
    const bucket = `arn:aws:s3:::${Bucket}`;
    const Policy = policy(
      { ...cloudtrail, Action: "s3:GetBucketAcl", Resource: bucket },
      { ...cloudtrail, Action: "s3:PutObject", Resource: `${bucket}/AWSLogs/${AwsAccountId}/*` },
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await trail.send(new CreateTrailCommand({ Name: "keys", S3BucketName: Bucket }));
    await trail.send(new StartLoggingCommand({ Name: "keys" }));
    const { now } = await control<{ now: string }>("POST", "/_sim/clock", {
      advanceMs: 3 * 24 * 60 * 60 * 1000,
    });
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    await read();
    // Files are written some five minutes after what they tell.
    const day = new Date(new Date(now).getTime() + 5 * 60_000).toISOString().slice(0, 10);
    const Prefix = `AWSLogs/${AwsAccountId}/CloudTrail/eu-west-1/${day.replaceAll("-", "/")}/`;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const records: TrailRecord[] = [];
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      const text = gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
      records.push(...(JSON.parse(text) as { Records: TrailRecord[] }).Records);
    }
    s3.destroy();
    const ours = records.filter((one) => JSON.stringify(one).includes(`"${orders}"`));
    assert.deepEqual(ours, await uses(), "the same records as are looked up");
    assert.deepEqual(named(ours), ["CreateGrant", "GenerateDataKey", "Decrypt"]);
    assert.ok(ours.every(({ eventTime }) => String(eventTime) >= now.slice(0, 19)));
  });

  it("has its last event about a grant on the key in force, unless it was asked to be otherwise", async () => {
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    const lastGrant = async () => {
      const last = (await uses()).filter(({ eventName }) => eventName.endsWith("Grant")).at(-1);
      const { keyId } = (last?.["requestParameters"] ?? {}) as { keyId?: string };
      return [last?.eventName, keyId];
    };
    await register(second, first);
    await load("two");
    assert.deepEqual(await lastGrant(), ["CreateGrant", second]);
    await control("POST", "/_sim/options", { ingestionOutcome: "FAILED" });
    await register(first, second);
    await load("failed");
    assert.deepEqual(await lastGrant(), ["CreateGrant", second], "a load that failed changes none");
    assert.deepEqual(await grantsOn(first), []);
    await control("POST", "/_sim/options", {
      ingestionOutcome: "COMPLETED",
      retireGrantsLast: true,
    });
    await load("three");
    assert.equal(await keyOf(orders), first);
    assert.deepEqual(await lastGrant(), ["RetireGrant", undefined]);
    await register();
    await load("four");
    assert.deepEqual(await lastGrant(), ["RetireGrant", undefined], "no key of the customer");
  });

  const policyWith = async (KeyId: string, ...more: object[]) => {
    const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    const { Statement, ...rest } = JSON.parse(Policy) as { Statement: object[] };
    const kept = Statement.filter((one) => !JSON.stringify(one).includes(quicksight));
    return JSON.stringify({ ...rest, Statement: [...kept, ...more] });
  };
  const putPolicy = async (KeyId: string, ...more: object[]) => {
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: await policyWith(KeyId, ...more) }));
  };
  /** What the user guide says to add ("Revoking access to CMK-encrypted data"). */
  const deny = {
    ...{ Effect: "Deny", Principal: { Service: quicksight }, Resource: "*" },
    Action: [
      ...["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      "kms:DescribeKey",
    ],
  };
  const ways: Record<
    string,
    [(KeyId: string) => Promise<unknown>, (KeyId: string) => Promise<unknown>, string]
  > = {
    "a disabled key": [
      (KeyId) => kms.send(new DisableKeyCommand({ KeyId })),
      (KeyId) => kms.send(new EnableKeyCommand({ KeyId })),
      "DisabledException",
    ],
    "a key that is pending deletion": [
      (KeyId) => kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 })),
      async (KeyId) => {
        await kms.send(new CancelKeyDeletionCommand({ KeyId }));
        await kms.send(new EnableKeyCommand({ KeyId }));
      },
      "KMSInvalidStateException",
    ],
    "a Deny for QuickSight in the key's policy": [
      (KeyId) => putPolicy(KeyId, deny),
      (KeyId) => putPolicy(KeyId),
      "AccessDenied",
    ],
  };
  for (const [way, [revoke, restore, error]] of Object.entries(ways)) {
    it(`can't be read, loaded or connected with ${way}, after a while, until access is back`, async () => {
      const minute = 60_000;
      await control("POST", "/_sim/options", { revokeDelayMs: 15 * minute });
      await register(first);
      await createDataSource(deployer, "files");
      await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
      const direct = table("region");
      const [own] = Object.values(direct.PhysicalTableMap);
      if (own?.RelationalTable !== undefined) {
        own.RelationalTable.DataSourceArn = arn("datasource/files");
      }
      await createDataSet(deployer, "direct", { ImportMode: "DIRECT_QUERY", ...direct });
      await createDataSet(deployer, "other", { ImportMode: "SPICE", ...direct });
      assert.equal((await read()).Opened, true);
      await revoke(first);
      await advance(14 * minute);
      assert.equal((await read()).Opened, true, "up to 15 minutes");
      assert.equal((await load("soon"))?.IngestionStatus, "COMPLETED");
      await advance(2 * minute);
      const refused = await read();
      assert.equal(refused.Opened, false);
      assert.match(refused.DataSets[0]?.Reason ?? "", new RegExp(`${first} is unavailable`));
      assert.ok(named(await uses()).includes(`Decrypt ${error}`));
      const failed = await load("late");
      assert.equal(failed?.IngestionStatus, "FAILED");
      assert.equal(failed.ErrorInfo?.Type, "CUSTOMER_ERROR");
      assert.equal(
        (await read({ DataSet: "direct" })).Opened,
        false,
        "credentials are under it too",
      );
      const address = { AwsAccountId, DataSetId: "other", IngestionId: "late" };
      await deployer.send(new CreateIngestionCommand(address));
      const { Ingestion } = await deployer.send(new DescribeIngestionCommand(address));
      assert.equal(Ingestion?.ErrorInfo?.Type, "DATA_SOURCE_AUTH_FAILED");
      await assert.rejects(
        createDataSource(deployer, "late"),
        CustomerManagedKeyUnavailableException,
      );
      assert.equal(await keyOf(orders), first, "it is under that key still");
      await restore(first);
      assert.equal((await read()).Opened, true);
      assert.equal((await read({ DataSet: "direct" })).Opened, true);
      assert.equal((await load("again"))?.IngestionStatus, "COMPLETED");
      await createDataSource(deployer, "late");
    });
  }

  it("can't be read without a grant, unless the key's own policy lets QuickSight", async () => {
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    const { Grants = [] } = await kms.send(new ListGrantsCommand({ KeyId: first }));
    const [grant] = Grants;
    await kms.send(new RevokeGrantCommand({ KeyId: first, GrantId: grant?.GrantId }));
    assert.equal((await read()).Opened, false);
    const [event] = await events({ AttributeKey: "EventName", AttributeValue: "RevokeGrant" });
    const revoked = JSON.parse(event?.CloudTrailEvent ?? "") as TrailRecord;
    assert.deepEqual(revoked["requestParameters"], { keyId: first, grantId: grant?.GrantId });
    await putPolicy(first, {
      ...{ Effect: "Allow", Principal: { Service: quicksight }, Action: "kms:Decrypt" },
      Resource: "*",
    });
    assert.equal((await read()).Opened, true);
    await putPolicy(first);
    await load("granted");
    assert.equal((await read()).Opened, true, "a load makes a grant again");
    const [again] = (await kms.send(new ListGrantsCommand({ KeyId: first }))).Grants ?? [];
    await kms.send(new RetireGrantCommand({ KeyId: first, GrantId: again?.GrantId }));
    assert.equal((await read()).Opened, false);
  });

  it("are a source's own user name and password, written under another key by an update, and no secret", async () => {
    const source = arn("datasource/db");
    assert.equal(await keyOf(source), undefined, "made before there was a key");
    await register(first);
    const update = () =>
      deployer.send(
        new UpdateDataSourceCommand({ AwsAccountId, DataSourceId: "db", Name: "db", ...database }),
      );
    await update();
    assert.equal(await keyOf(source), first);
    await register(second, first);
    assert.equal(await keyOf(source), first, "another default alone changes nothing");
    await update();
    assert.equal(await keyOf(source), second);
    assert.deepEqual(await grantsOn(first), []);
    assert.deepEqual(
      (await grantsOn(second)).map(({ context }) => context),
      [source],
    );
    assert.ok(named(await uses(source)).includes("GenerateDataKey"));
  });

  it("is read by who opens a dashboard, with every data set that it shows", async () => {
    const ana = "ana@example.com";
    await registerPerson(deployer, ana);
    await registerPerson(deployer, "bo@example.com");
    await register(first);
    await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
    await register(second, first);
    await createDataSet(deployer, "people", { ImportMode: "SPICE" });
    await createDashboard(deployer, "sales", {
      Definition: showing("orders", "people"),
      Permissions: [{ Principal: personArn(ana), Actions: sets.dashboardViewer }],
    });
    const open = (email: string) => read({ Dashboard: "sales", User: personArn(email) });
    assert.equal((await open(ana)).Opened, true);
    assert.deepEqual(named(await uses()).at(-1), "Decrypt");
    assert.deepEqual(named(await uses(arn("dataset/people"))).at(-1), "Decrypt");
    const before = (await uses()).length;
    assert.match((await open("bo@example.com")).Reason ?? "", /can't open Dashboard sales/);
    assert.equal((await uses()).length, before, "who may not open it reads nothing");
    await kms.send(new DisableKeyCommand({ KeyId: second }));
    const { Opened, DataSets } = await open(ana);
    assert.equal(Opened, false);
    assert.deepEqual(
      DataSets.map((one) => [one.Id, one.Opened]),
      [
        ["orders", true],
        ["people", false],
      ],
    );
  });

  it("has nothing in the trail that only the simulator asked", async () => {
    await register(first);
    const root = `arn:aws:iam::${AwsAccountId}:root`;
    const byRoot = (await events())
      .map(({ CloudTrailEvent = "" }) => JSON.parse(CloudTrailEvent) as TrailRecord)
      .filter((one) => JSON.stringify(one["userIdentity"]).includes(root));
    assert.deepEqual([...new Set(named(byRoot))].sort(), ["CreateKey"]);
  });

  it("says what is wrong with what the control routes are told", async () => {
    for (const [path, body] of [
      ["/_sim/reads", {}],
      ["/_sim/reads", { DataSet: "a", Dashboard: "b" }],
      ["/_sim/reads", { DataSet: "missing" }],
      ["/_sim/clock", { advanceMs: -1 }],
    ] as const) {
      assert.equal((await simulation.control("POST", path, body)).status, 400);
    }
  });

  for (const retireGrantsLast of [false, true]) {
    it(`is what the audit of keys says of it${retireGrantsLast ? ", also where the former grant goes last" : ""}`, async () => {
      await control("POST", "/_sim/options", { retireGrantsLast });
      const scope = { accountId: AwsAccountId, region: "eu-west-1" };
      const orders2 = { arn: orders, id: "orders", name: "Orders", isInSpice: true };
      /** By the events alone; the simulator's own answer comes from elsewhere. */
      const audited = async (defaultKey?: string) => {
        const audit = newAudit();
        for (const { CloudTrailEvent = "" } of await events()) {
          addRecord(audit, JSON.parse(CloudTrailEvent), scope);
        }
        const [row] = encryptionRows(audit, [orders2], defaultKey).rows;
        assert.equal(row?.key ?? null, await keyOf(orders));
        return row?.state;
      };
      await createDataSet(deployer, "orders", { ImportMode: "SPICE" });
      assert.equal(await audited(), "never seen");
      await register(first, second);
      await load("one");
      assert.equal((await read()).Opened, true);
      assert.equal(await audited(first), "default");
      await register(second, first);
      assert.equal(await audited(second), "stale");
      await advance(60_000);
      await load("two");
      assert.equal(await audited(second), "default");
      await register();
      await advance(60_000);
      await load("none");
      assert.equal(await audited(), "retired");
    });
  }
});
