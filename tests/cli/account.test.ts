import assert from "node:assert/strict";
import { membership, tenant, workplace } from "./qsgov.ts";

describe("qsgov, in an account that cannot be governed", () => {
  const { write, run, control, simulator } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", membership);
  });

  const accounts: readonly (readonly [what: string, options: object, message: RegExp])[] = [
    ["without a subscription", { subscribed: false }, /is not subscribed to QuickSight/],
    ["of the Standard edition", { edition: "STANDARD" }, /in the STANDARD edition.*upgrade/],
    [
      "of IAM Identity Center",
      { authentication: "IAM_IDENTITY_CENTER" },
      /sign in to QuickSight through IAM Identity Center/,
    ],
    ["of Active Directory", { authentication: "ACTIVE_DIRECTORY" }, /through Active Directory/],
  ];
  for (const [what, options, message] of accounts) {
    it(`says so before it reads anything: one ${what}`, async () => {
      await control("reset", options);
      for (const command of [
        "plan --tenant tenant.yaml",
        "apply --tenant tenant.yaml",
        "dump --namespace default --out dumped",
      ]) {
        const { code, stderr } = await run(command);
        assert.equal(code, 1, command);
        assert.match(
          stderr,
          /^qsgov: this account cannot be governed; nothing was written: account 111122223333: /,
        );
        assert.match(stderr, message);
      }
      assert.deepEqual(simulator().calls(), { DescribeAccountSubscription: 3 });
    });
  }

  it("says so of a Region that has IAM Identity Center only, without a call", async () => {
    const { code, stderr } = await run("dump --namespace default --out dumped", {
      AWS_REGION: "eu-south-1",
    });
    assert.equal(code, 1);
    assert.match(stderr, /Region: in eu-south-1 QuickSight takes accounts of IAM Identity Center/);
    assert.deepEqual(simulator().calls(), {});
  });
});
