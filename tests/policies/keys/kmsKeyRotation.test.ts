import assert from "node:assert/strict";
import fc from "fast-check";
import { kmsKeyRotation as policy } from "../../../policies/keys/kmsKeyRotation.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const key = (props: object, type = "aws:kms/key:Key"): GivenResource => ({
  type,
  name: "spice",
  props,
});
const judge = (props: object, config?: object) => judgeAll(policy, [key(props)], config);
const still = (got: string) =>
  `spice: the key does not rotate (got enableKeyRotation ${got}); set enableKeyRotation to true`;
const seldom = (days: number | string, limit: number) =>
  `spice: the key rotates too seldom (got ${days} days); set rotationPeriodInDays to ${limit} or less`;

describe("policy kms-key-rotation", () => {
  itDescribesItself(policy, {
    name: "kms-key-rotation",
    description: /rotates by itself/,
    defaults: { exempt: [], maxRotationDays: 365 },
  });
  itTakesExemptions(policy, [key({})]);

  it("passes a key that rotates often enough", async () => {
    assert.deepEqual(await judge({ enableKeyRotation: true }), []);
    assert.deepEqual(await judge({ enableKeyRotation: true, rotationPeriodInDays: 90 }), []);
    assert.deepEqual(await judge({ enableKeyRotation: "true", rotationPeriodInDays: "90" }), []);
  });

  it("refuses a key that does not rotate", async () => {
    assert.deepEqual(await judge({}), [still("nothing")]);
    assert.deepEqual(await judge({ enableKeyRotation: false }), [still("false")]);
  });

  it("refuses a period beyond the configured one, said or KMS's own", async () => {
    const rare = { enableKeyRotation: true, rotationPeriodInDays: 400 };
    assert.deepEqual(await judge(rare), [seldom(400, 365)]);
    assert.deepEqual(await judge(rare, { maxRotationDays: 400 }), []);
    assert.deepEqual(await judge({ enableKeyRotation: true }, { maxRotationDays: 180 }), [
      seldom(365, 180),
    ]);
  });

  it("leaves keys alone that KMS cannot rotate", async () => {
    assert.deepEqual(await judge({ customerMasterKeySpec: "RSA_2048" }), []);
    assert.deepEqual(await judge({ keyUsage: "GENERATE_VERIFY_MAC" }), []);
    assert.deepEqual(await judge({ customKeyStoreId: "cks-1" }), []);
    assert.deepEqual(await judgeAll(policy, [key({}, "aws:kms/replicaKey:ReplicaKey")]), []);
    assert.deepEqual(await judge({ customKeyStoreId: null }), [still("nothing")]);
  });

  it("refuses imported key material, which KMS does not rotate", async () => {
    const type = "aws:kms/externalKey:ExternalKey";
    assert.deepEqual(await judgeAll(policy, [key({}, type)]), [
      `spice: KMS does not rotate a key whose material was imported (got ${type}); use a key that KMS makes, or exempt it and import new material by hand`,
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ enableKeyRotation: unknownText }), []);
    assert.deepEqual(await judge({ enableKeyRotation: unknownText, rotationPeriodInDays: 400 }), [
      seldom(400, 365),
    ]);
    assert.deepEqual(await judge({ enableKeyRotation: false, rotationPeriodInDays: unknownText }), [
      still("false"),
    ]);
  });

  it("refuses a period that is no number", async () => {
    const odd = { enableKeyRotation: true, rotationPeriodInDays: "2560" };
    assert.deepEqual(await judge(odd), [seldom(2560, 365)]);
    assert.deepEqual(await judge({ ...odd, rotationPeriodInDays: "often" }), [
      seldom("often", 365),
    ]);
  });

  it("never lets a key that does not rotate pass, however it is written", async () => {
    const keys = wrapped({
      name: "spice",
      tokens: ["aws:kms/key:Key"],
      props: { enableKeyRotation: false, rotationPeriodInDays: 365 },
      native: { type: "AWS::KMS::Key", properties: { EnableKeyRotation: false } },
    });
    await fc.assert(
      fc.asyncProperty(keys, async (one) => {
        assert.match((await judgeAll(policy, [one])).join(), /does not rotate/);
      }),
    );
  });
});
