import assert from "node:assert/strict";
import { readServiceRole, setServiceRole } from "../../../core/account/serviceRole.ts";
import { planServiceRole, serviceRoleGuard } from "../../../core/account/serviceRoleGuard.ts";
import { consider } from "../../../core/reconcile/consider.ts";
import { AwsAccountId, simulated } from "../../simulator/support/simulated.ts";

const [corp, other] = ["corp-quicksight", "other"].map(
  (name) => `arn:aws:iam::${AwsAccountId}:role/${name}`,
) as [string, string];

describe("the role that QuickSight reaches the rest of an account with", () => {
  const { client } = simulated();

  it("is its own until one of the customer's is set, which can be repeated and replaced", async () => {
    assert.equal(await readServiceRole(client(), AwsAccountId), undefined);
    await setServiceRole(client(), AwsAccountId, corp);
    await setServiceRole(client(), AwsAccountId, corp);
    assert.equal(await readServiceRole(client(), AwsAccountId), corp);
    await setServiceRole(client(), AwsAccountId, other);
    assert.equal(await readServiceRole(client(), AwsAccountId), other);
  });

  const judge = (
    roleArn: string | undefined,
    actual: string | undefined,
    approvals: string[] = [],
  ) => {
    const desired = { accountId: AwsAccountId, roleArn };
    const plan = planServiceRole(desired, actual);
    return consider(serviceRoleGuard, { desired, actual, plan }, undefined, { approvals }).verdict;
  };

  it("stays without a question where the settings say nothing, or what is there", () => {
    assert.equal(judge(undefined, undefined).refusal, undefined);
    assert.equal(judge(undefined, corp).refusal, undefined);
    assert.equal(judge(corp, corp).refusal, undefined);
  });

  it("changes for exactly the role that was approved, as there is no way back", () => {
    const { refusal = "", findings, hash } = judge(corp, undefined);
    const rulesOf = (found: typeof findings) => found.map(({ rule, subject }) => [rule, subject]);
    assert.deepEqual(rulesOf(findings), [["service-role", corp]]);
    assert.match(
      refusal,
      /for everything in this account, and there is no way back; the limit is 0/,
    );
    assert.match(refusal, /\n {2}- service role of QuickSight, \+ arn:\S+corp-quicksight \(/);
    assert.equal(judge(corp, undefined, [hash]).refusal, undefined);
    assert.notEqual(judge(other, undefined, [hash]).refusal, undefined);
    const replaced = judge(corp, other);
    assert.deepEqual(rulesOf(replaced.findings), [["service-role", corp]]);
    assert.match(
      replaced.refusal ?? "",
      /in place of arn:aws:iam::111122223333:role\/other, for every/,
    );
    assert.match(
      replaced.refusal ?? "",
      /\n {2}- service role \S+role\/other, \+ \S+corp-quicksight/,
    );
    assert.doesNotMatch(replaced.refusal ?? "", /no way back/);
    assert.notEqual(judge(corp, other, [hash]).refusal, undefined, "another role is given up");
  });
});
