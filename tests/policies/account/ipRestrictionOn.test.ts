import assert from "node:assert/strict";
import fc from "fast-check";
import { ipRestrictionOn as policy } from "../../../policies/account/ipRestrictionOn.ts";
import { type GivenResource, unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { no } from "../support/wrap.ts";

const type = "aws:quicksight/ipRestriction:IpRestriction";
const restriction = (enabled: unknown, ...ranges: string[]): GivenResource => ({
  ...{ type, name: "office" },
  props: {
    enabled,
    ipRestrictionRuleMap: Object.fromEntries(ranges.map((range) => [range, "office"])),
  },
});
const judge = (given: GivenResource, config?: object) => judgeAll(policy, [given], config);

describe("policy ip-restriction-on", () => {
  itDescribesItself(policy, {
    name: "ip-restriction-on",
    description: /switched on, and open to no network that is wider than agreed/,
    defaults: { widest: 16, exempt: [] },
  });
  itTakesExemptions(policy, [restriction(false)]);

  it("passes networks of somebody, and VPC endpoints", async () => {
    for (const range of ["203.0.113.0/24", "198.51.0.0/16", "203.0.113.9", "10.0.0.0/8"]) {
      assert.deepEqual(await judge(restriction(true, range)), [], range);
    }
    const props = { enabled: "true", vpcEndpointIdRestrictionRuleMap: { "vpce-1": "office" } };
    assert.deepEqual(await judge({ type, props }), []);
  });

  it("refuses a restriction that is off, however it is written", async () => {
    assert.deepEqual(await judge(restriction(false)), [
      "office: the restriction of addresses is off (got enabled false); set enabled to true",
    ]);
    assert.equal((await judge(restriction(null))).length, 1);
    await fc.assert(
      fc.asyncProperty(no, async (value) => {
        assert.equal((await judge(restriction(value))).length, 1);
      }),
    );
  });

  it("refuses networks that are wider than agreed", async () => {
    assert.deepEqual(await judge(restriction(true, "0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24")), [
      "office: the restriction of addresses is open to too wide a network (got 0.0.0.0/1, 128.0.0.0/1); name ranges of /16 or longer",
    ]);
    for (const range of [
      "0.0.0.0/0",
      "8.0.0.0/8",
      "10.0.0.0/1",
      "172.16.0.0/8",
      "x/y",
      "1.2.3.4/",
    ]) {
      assert.equal((await judge(restriction(true, range))).length, 1, range);
    }
    assert.deepEqual(await judge(restriction(true, "8.0.0.0/8"), { widest: 8 }), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(restriction(unknownText)), []);
    const props = { enabled: false, ipRestrictionRuleMap: unknownText };
    assert.equal((await judge({ type, props })).length, 1);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: {} }),
      "ip-restriction-on has nothing to say of aws:s3/bucket:Bucket",
    );
  });
});
