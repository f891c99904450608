import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { DeleteDataSetCommand } from "@aws-sdk/client-quicksight";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { createDataSet } from "../support/assets.ts";
import { startTrail } from "../../support/startTrail.ts";
import { AwsAccountId } from "../support/simulated.ts";

import {
  constraints,
  orders,
  quicksight,
  encrypted,
  type TrailRecord,
} from "../support/encrypted.ts";

describe("simulator: what the emulator's trail tells of keys of the customer", function () {
  this.timeout(60_000);
  const { at, options, register, load, control, keyOf, read, events, uses, named, grantsOn } =
    encrypted();

  it("is told by the trail: who uses which key, for what, in the shape of AWS's samples", async () => {
    const { deployer, first } = at;
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
    const { trail, deployer, first } = at;
    const Bucket = "audit";
    const s3 = new S3Client({ ...options(), forcePathStyle: true });
    await startTrail(trail, s3, Bucket);
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
    const { deployer, first, second } = at;
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

  it("has nothing in the trail that only the simulator asked", async () => {
    const { first } = at;
    await register(first);
    const root = `arn:aws:iam::${AwsAccountId}:root`;
    const byRoot = (await events())
      .map(({ CloudTrailEvent = "" }) => JSON.parse(CloudTrailEvent) as TrailRecord)
      .filter((one) => JSON.stringify(one["userIdentity"]).includes(root));
    assert.deepEqual([...new Set(named(byRoot))].sort(), ["CreateKey"]);
  });
});
