import assert from "node:assert/strict";
import fc from "fast-check";
import { stackPermissions } from "../../../local/demo/stackPermissions.ts";
import { quicksightAdminAgreedRoles as policy } from "../../../policies/identity/quicksightAdminAgreedRoles.ts";
import { toPolicyDocument } from "../../../stacks/toPolicyDocument.ts";
import { unknownText, validateStack, validateUpdate } from "../support/host.ts";
import {
  allow,
  deny,
  document,
  managedPolicy,
  worker,
  workerAttachment,
  workerPolicy,
} from "../support/identity.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { grantOf } from "../support/grantOf.ts";

const actions = [
  "quicksight:CreateAdmin",
  "quicksight:CreateRoleMembership",
  "quicksight:CreateUser",
  "quicksight:RegisterUser",
  "quicksight:UpdateSelfUpgrade",
  "quicksight:UpdateSelfUpgradeConfiguration",
  "quicksight:UpdateUser",
];
const judge = (statements: readonly object[], config?: object) =>
  validateStack(policy, [worker(), workerPolicy(document(...statements))], config);
const refused = (source: string, who: string, ...got: string[]) =>
  `${source}: ${who} may make people author or admin in QuickSight (got ${got.join(", ")}); allow what is needed by name, or agree on the role in roles`;
const inline = "aws:iam/rolePolicy:RolePolicy";

describe("policy quicksight-admin-agreed-roles", () => {
  itDescribesItself(policy, {
    name: "quicksight-admin-agreed-roles",
    description: /agreed roles may register people/,
    defaults: { actions, roles: [], exempt: [] },
  });
  itTakesExemptions(policy, [worker(), workerPolicy(document(allow("quicksight:*")))]);

  it("passes what QuickSight is used with, and registering oneself as reader", async () => {
    const used = allow(
      "quicksight:CreateReader",
      "quicksight:Describe*",
      "quicksight:CreateDataSet",
    );
    assert.deepEqual(await judge([used, allow("s3:*")]), []);
  });

  it("refuses each action, by name or by pattern, on whatever resource", async () => {
    for (const action of actions) {
      const one = { ...allow(action), Resource: "arn:aws:quicksight::111122223333:user/x" };
      assert.deepEqual(await judge([one]), [`${inline} ${refused("work", "role worker", action)}`]);
    }
    for (const action of ["quicksight:*", "*", "QUICK*:*", "q*:*"]) {
      assert.deepEqual(await judge([allow(action)]), [
        `${inline} ${refused("work", "role worker", ...actions)}`,
      ]);
    }
    assert.deepEqual(await judge([allow("quicksight:Create*")]), [
      `${inline} ${refused("work", "role worker", ...actions.slice(0, 3))}`,
    ]);
    const inverted = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };
    assert.equal((await judge([inverted])).length, 1);
  });

  it("refuses it by QuickSight's policy assignments, and in policies that wait to be attached", async () => {
    const shared = managedPolicy(document(allow("quicksight:CreateAdmin")));
    const { arn } = shared.props as { arn: string };
    const assignment = {
      type: "aws:quicksight/iamPolicyAssignment:IamPolicyAssignment",
      name: "everybody",
      props: { assignmentStatus: "ENABLED", policyArn: arn },
    };
    assert.deepEqual(await validateStack(policy, [shared]), [
      `aws:iam/policy:Policy ${refused("shared", "policy shared", "quicksight:CreateAdmin")}`,
    ]);
    assert.deepEqual(await validateStack(policy, [shared, assignment]), [
      `aws:iam/policy:Policy ${refused("shared", "QuickSight's policy assignment everybody", "quicksight:CreateAdmin")}`,
    ]);
  });

  it("passes the agreed roles, also by a managed policy that nobody else has", async () => {
    const shared = managedPolicy(document(allow("quicksight:*")));
    const attachment = workerAttachment((shared.props as { arn: string }).arn);
    const config = { roles: ["WORK*"] };
    assert.deepEqual(await judge([allow("quicksight:*")], config), []);
    assert.deepEqual(await validateStack(policy, [shared, worker(), attachment], config), []);
    const other = { ...attachment, name: "other", props: { ...attachment.props, role: "other" } };
    assert.deepEqual(await validateStack(policy, [shared, worker(), attachment, other], config), [
      `aws:iam/policy:Policy ${refused("shared", "role other", ...actions)}`,
    ]);
  });

  it("takes a Deny in another policy into account", async () => {
    const all = workerPolicy(document(allow("quicksight:*")));
    const denial = workerPolicy(document(deny(...actions)), "denial");
    assert.deepEqual(await validateStack(policy, [worker(), all, denial]), []);
    const some = workerPolicy(document(deny(...actions.slice(1))), "denial");
    assert.deepEqual(await validateStack(policy, [worker(), all, some]), [
      `${inline} ${refused("work", "role worker", "quicksight:CreateAdmin")}`,
    ]);
  });

  it("passes who deploys this program as soon as the role is agreed", async () => {
    const facts = {
      accountId: "111122223333",
      region: "eu-west-1",
      identityRegion: "us-east-1",
      partition: "aws",
    };
    const own = toPolicyDocument(stackPermissions("dev-default", facts));
    const resources = [worker(), workerPolicy(own)];
    const needed = ["RegisterUser", "UpdateSelfUpgradeConfiguration", "UpdateUser"];
    const said = refused("work", "role worker", ...needed.map((name) => `quicksight:${name}`));
    assert.deepEqual(await validateStack(policy, resources), [`${inline} ${said}`]);
    assert.deepEqual(await validateStack(policy, resources, { roles: ["worker"] }), []);
    const account = toPolicyDocument(stackPermissions("dev", facts));
    assert.deepEqual(await validateStack(policy, [worker(), workerPolicy(account)]), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    const statement = { ...allow("quicksight:CreateUser", unknownText), Resource: unknownText };
    const partial = workerPolicy({ Statement: [statement] });
    assert.deepEqual(await validateStack(policy, [worker(), partial]), [
      `${inline} ${refused("work", "role worker", "quicksight:CreateUser")}`,
    ]);
    assert.deepEqual(await validateStack(policy, [worker(), workerPolicy(unknownText)]), []);
    const known = workerPolicy(document(allow("quicksight:CreateUser")));
    assert.equal((await validateUpdate(policy, [worker(), known])).length, 1);
  });

  it("refuses it whatever wraps it", async () => {
    const grants = fc
      .constantFrom(...actions, "quicksight:*", "q*")
      .chain((action) => grantOf("worker", allow(action)));
    await fc.assert(
      fc.asyncProperty(grants, async (resources) => {
        assert.notDeepEqual(await validateStack(policy, resources), []);
      }),
    );
  });
});
