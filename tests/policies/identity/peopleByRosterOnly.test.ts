import assert from "node:assert/strict";
import fc from "fast-check";
import { peopleByRosterOnly as policy } from "../../../policies/identity/peopleByRosterOnly.ts";
import {
  type GivenResource,
  unknownText,
  validateResource,
  validateStack,
} from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const given = (type: string, name: string, props: object): GivenResource => ({ type, name, props });
const user = (props: object = {}) =>
  given("aws:quicksight/user:User", "boss", { userRole: "ADMIN", userName: "boss", ...props });
const member = (props: object = {}) =>
  given("aws:quicksight/groupMembership:GroupMembership", "member", {
    groupName: "admins",
    memberName: "eve@example.com",
    ...props,
  });
const namespace = (name: string) => `arn:aws:quicksight:us-east-1:111122223333:namespace/${name}`;
const dynamic = (type: string, name: string, props: object) =>
  given(`pulumi-nodejs:dynamic/quicksight:${type}`, name, props);
const refused = (name: string, what: string, got: string) =>
  `${name}: ${what} is declared past the roster (got ${got}); put people into the membership file`;
const twice = (what: string, got: string) =>
  `b: the ${what} of a namespace are reconciled twice, here and by a (got ${got}); keep one, with all of the namespace in it`;

describe("policy people-by-roster-only", () => {
  itDescribesItself(policy, {
    name: "people-by-roster-only",
    description: /come by a roster only/,
    defaults: { namespaces: ["*"], groups: [], exempt: [] },
  });
  itTakesExemptions(policy, [user()]);

  it("passes a roster, and groups without members", async () => {
    const group = given("aws:quicksight/group:Group", "tool", { groupName: "tool" });
    const roster = dynamic("Roster", "default", { namespaceArn: namespace("default") });
    assert.deepEqual(await validateStack(policy, [roster, group]), []);
  });

  it("refuses users, members of groups and groups with a role, and names nobody", async () => {
    assert.deepEqual(await validateResource(policy, user()), [refused("boss", "a user", "ADMIN")]);
    assert.deepEqual(await validateResource(policy, member()), [
      refused("member", "a member of a group", "admins"),
    ]);
    const role = given("aws:quicksight/roleMembership:RoleMembership", "x", {
      role: "ADMIN",
      memberName: "everybody",
    });
    assert.deepEqual(await validateResource(policy, role), [
      refused("x", "a group with a role", "ADMIN"),
    ]);
  });

  it("refuses a second roster, or second access, of one namespace", async () => {
    const pair = (type: string, first: object, second: object) => [
      dynamic(type, "a", first),
      dynamic(type, "b", second),
    ];
    const arn = namespace("default");
    const judge = async (...args: Parameters<typeof pair>) =>
      (await validateStack(policy, pair(...args))).map((one) => one.replace(/^\S+ /, ""));
    assert.deepEqual(await judge("Roster", { namespaceArn: arn }, { namespaceArn: arn }), [
      twice("people", arn),
    ]);
    assert.deepEqual(
      await judge("Roster", { namespaceArn: arn }, { namespaceArn: namespace("other") }),
      [],
    );
    const inRegion = (dataRegion: string) => ({ namespaceArn: arn, dataRegion });
    assert.deepEqual(await judge("AssetAccess", inRegion("eu-west-1"), inRegion("us-east-1")), []);
    assert.deepEqual(await judge("AssetAccess", inRegion("eu-west-1"), inRegion("eu-west-1")), [
      twice("access to assets", arn),
    ]);
    const unknown = { namespaceArn: unknownText };
    assert.deepEqual(await judge("Roster", unknown, unknown), []);
  });

  it("leaves out the namespaces and groups that are configured", async () => {
    const config = { namespaces: ["default"], groups: ["tool-*"] };
    assert.equal((await validateResource(policy, user(), config)).length, 1);
    assert.deepEqual(await validateResource(policy, user({ namespace: "lab" }), config), []);
    assert.deepEqual(await validateResource(policy, member({ groupName: "tool-x" }), config), []);
    assert.equal((await validateResource(policy, member(), config)).length, 1);
  });

  it("refuses users of a namespace that is not known yet", async () => {
    const unknown = user({ namespace: unknownText, userRole: unknownText });
    assert.deepEqual(await validateResource(policy, unknown, { namespaces: ["default"] }), [
      refused("boss", "a user", "what is not known yet"),
    ]);
  });

  it("refuses users and members whatever is said of them, and in whatever namespace", async () => {
    const said = fc.constantFrom("default", "sales", unknownText, undefined);
    const role = fc.constantFrom("READER", "AUTHOR", "ADMIN_PRO", "RESTRICTED_READER", unknownText);
    const identity = fc.constantFrom("IAM", "QUICKSIGHT", "IAM_IDENTITY_CENTER", unknownText);
    const config = fc.constantFrom({}, { namespaces: ["*"] }, { groups: ["tool-*"] });
    await fc.assert(
      fc.asyncProperty(said, role, identity, config, async (of, userRole, identityType, given) => {
        const props = { namespace: of, userRole, identityType };
        assert.equal((await validateResource(policy, user(props), given)).length, 1);
        assert.equal((await validateResource(policy, member({ namespace: of }), given)).length, 1);
      }),
    );
  });
});
