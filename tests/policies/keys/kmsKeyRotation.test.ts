import assert from "node:assert/strict";
import { kmsKeyRotation as policy } from "../../../policies/keys/kmsKeyRotation.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:kms/key:Key";
const judge = (props: object, config?: object) =>
  validateResource(policy, { type, name: "spice", props }, config);
const still = (got: string) =>
  `spice: the key does not rotate (got enableKeyRotation ${got}); set enableKeyRotation to true`;
const seldom = (days: number, limit: number) =>
  `spice: the key rotates too seldom (got ${days} days); set rotationPeriodInDays to ${limit} or less`;

describe("policy kms-key-rotation", () => {
  itDescribesItself(policy, {
    name: "kms-key-rotation",
    description: /rotates by itself/,
    defaults: { maxRotationDays: 365 },
  });

  it("passes a key that rotates often enough", async () => {
    assert.deepEqual(await judge({ enableKeyRotation: true }), []);
    assert.deepEqual(await judge({ enableKeyRotation: true, rotationPeriodInDays: 90 }), []);
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

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:kms/alias:Alias", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
