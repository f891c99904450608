import assert from "node:assert/strict";
import { type Exemption, findExemption, findInvalid } from "../../../policies/support/exemption.ts";
import { readThings } from "../../../policies/things/readThings.ts";
import { resourceOf } from "./host.ts";

const today = "2026-11-29";
const props = { bucket: "data-1", arn: "arn:aws:s3:::data-1" };
const [, bucket] = readThings(resourceOf({ type: "aws:s3/bucket:Bucket", name: "data", props }));
const holds = (match: string, until = today) =>
  bucket !== undefined && findExemption([{ match, reason: "agreed", until }], bucket, today);

describe("exemptions", () => {
  it("name a resource by its names, type, ARN or URN, with * and ?", () => {
    for (const match of [
      ...["data", "DATA", "dat?", "data-1", "aws:s3/bucket:Bucket", "aws:s3/*"],
      ...["arn:aws:s3:::data-1", "urn:pulumi:test::*::data", "*"],
    ]) {
      assert.ok(holds(match), match);
    }
    for (const match of ["dat", "other", "data-?-x", ""]) assert.ok(!holds(match), match);
  });

  it("hold until the end of their last day", () => {
    assert.ok(holds("data", today) && holds("data", "2999-01-01"));
    assert.ok(!holds("data", "2026-11-28"));
  });

  it("that are over, or say too little, are said to be so", () => {
    const given = [
      { match: "a", reason: "agreed", until: "2999-01-01" },
      { match: "b", reason: "agreed", until: "2020-01-01" },
      { match: "c", reason: " ", until: "2999-01-01" },
      { match: "d", reason: "agreed", until: "some day" },
      { match: "e", reason: "agreed", until: "2999-02-30" },
      { reason: "agreed", until: "2999-01-01" },
    ] as readonly Exemption[];
    assert.deepEqual(findInvalid(given, today), [
      "the exemption of b ended on 2020-01-01",
      "the exemption of c has no reason",
      "the exemption of d has no end date",
      "the exemption of e has no end date",
      "an exemption has no match",
    ]);
    assert.deepEqual(findInvalid("odd" as unknown as readonly Exemption[], today), [
      "an exemption has no match",
    ]);
  });

  it("that say too little, or end on no day, exempt nothing", () => {
    for (const until of ["2999-02-30", "2999-13-01", "9999", "some day"]) {
      assert.ok(!holds("data", until), until);
    }
    assert.ok(bucket !== undefined);
    const given = [{ until: "2999-01-01" }, { match: "data", until: "2999-01-01" }];
    const exemptions = given as unknown as readonly Exemption[];
    assert.equal(findExemption(exemptions, bucket, today), undefined);
  });

  it("that last longer than is agreed are said to, and exempt nothing", () => {
    assert.ok(bucket !== undefined);
    const given = [{ match: "data", reason: "agreed", until: "2027-11-29" }];
    assert.deepEqual(findInvalid(given, today, 365), []);
    assert.notEqual(findExemption(given, bucket, today, 365), undefined);
    assert.deepEqual(findInvalid(given, today, 364), [
      "the exemption of data lasts until 2027-11-29, longer than the 364 days of selection.longestExemption",
    ]);
    assert.equal(findExemption(given, bucket, today, 364), undefined);
  });
});
