import assert from "node:assert/strict";
import {
  denyStatements,
  findDeny,
  withDeny,
  withoutDeny,
} from "../../../../core/keys/access/denyStatements.ts";

const region = "eu-west-1";
const own = { Sid: "Administer", Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*" };
const policyOf = (...Statement: unknown[]) =>
  JSON.stringify({ Version: "2012-10-17", Id: "theirs", Statement });
const parse = (text: string) => JSON.parse(text) as { Statement: unknown[] };

describe("the statements that deny a key to QuickSight", () => {
  it("are those of AWS's user guide for the service, and the same for what it does in the name of callers", () => {
    const [service, callers] = denyStatements(region);
    assert.deepEqual(service, {
      ...{ Sid: "QuickSightGovernanceRevoked", Effect: "Deny", Resource: "*" },
      Principal: { Service: "quicksight.amazonaws.com" },
      Action: [
        ...["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
        "kms:DescribeKey",
      ],
    });
    assert.deepEqual(callers?.["Condition"], {
      StringEquals: { "kms:ViaService": "quicksight.eu-west-1.amazonaws.com" },
    });
  });

  it("come behind everything else, which stays as it is, and go again", () => {
    const odd = { Sid: "Ünïcode", Effect: "Deny", NotPrincipal: { AWS: ["a"] }, Action: ["x"] };
    const before = policyOf(own, odd);
    const after = withDeny(before, region);
    assert.deepEqual(parse(after).Statement, [own, odd, ...denyStatements(region)]);
    assert.equal(withoutDeny(after), before, "to the letter");
    assert.equal(withDeny(after, region), after, "twice is once");
  });

  it("are found whole, changed or not at all", () => {
    const revoked = withDeny(policyOf(own), region);
    assert.equal(findDeny(revoked, region), "whole");
    assert.equal(findDeny(policyOf(own), region), "absent");
    const { Statement } = parse(revoked);
    assert.equal(findDeny(policyOf(...Statement.toReversed()), region), "whole", "in any order");
    assert.equal(findDeny(policyOf(...Statement.slice(0, 2)), region), "changed");
    assert.equal(
      findDeny(policyOf({ ...own, Sid: "QuickSightGovernanceRevoked" }), region),
      "changed",
    );
    assert.equal(findDeny(revoked, "us-east-1"), "changed", "of another Region");
  });

  it("go into a policy of a single statement that is in no list", () => {
    const single = JSON.stringify({ Version: "2012-10-17", Statement: own });
    assert.equal(findDeny(single, region), "absent");
    assert.deepEqual(parse(withDeny(single, region)).Statement[0], own);
  });

  it("are refused a policy that has no room for them, with what to do", () => {
    const long = policyOf({ ...own, Resource: "x".repeat(32_400) });
    assert.throws(() => withDeny(long, region), /no room .* KMS takes 32768\); disable the key/);
  });
});
