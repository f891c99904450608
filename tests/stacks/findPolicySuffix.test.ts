import assert from "node:assert/strict";
import { findPolicySuffix } from "../../stacks/findPolicySuffix.ts";
import type { StackResources } from "../../stacks/readState.ts";

const [ireland, oregon] = ["eu-west-1", "us-west-2"];
const urn =
  "urn:pulumi:dev::p::quicksight-governance:account:SecretsAccess$aws:iam/rolePolicy:RolePolicy";
const holding = (name: string): StackResources => ({
  [`${urn}::secrets`]: { type: "aws:iam/rolePolicy:RolePolicy", outputs: { name } },
});

/** Stacks of several Regions put their policies side by side into one role: two of one name would overwrite and delete each other's. */
describe("the end of the name of the policy that reads secrets", () => {
  it("is none in the only account stack, and the Region where there are several", () => {
    assert.equal(findPolicySuffix({}, {}, ireland), undefined);
    assert.equal(findPolicySuffix({}, { globalRegion: ireland }, ireland), ireland);
    assert.equal(findPolicySuffix({}, { globalRegion: ireland }, oregon), oregon);
  });

  it("stays as the stack has it, whichever Region owns the role from now on", () => {
    const first = holding("read-selected-secrets");
    const second = holding(`read-selected-secrets-${oregon}`);
    for (const globalRegion of [ireland, oregon]) {
      assert.equal(findPolicySuffix(first, { globalRegion }, ireland), undefined);
      assert.equal(findPolicySuffix(second, { globalRegion }, oregon), oregon);
    }
    assert.equal(findPolicySuffix(second, {}, oregon), oregon);
  });
});
