import assert from "node:assert/strict";
import fc from "fast-check";
import { keyGrantToOwnAccount as policy } from "../../../policies/keys/keyGrantToOwnAccount.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { wrapped } from "../support/wrap.ts";

const keyId = "arn:aws:kms:eu-west-1:111122223333:key/1";
const foreign = "arn:aws:iam::444455556666:role/reader";
const grant = (props: object): GivenResource => ({
  type: "aws:kms/grant:Grant",
  name: "reading",
  props: { keyId, operations: ["Decrypt"], ...props },
});
const judge = (resources: GivenResource[], config?: object) => judgeAll(policy, resources, config);
const outside = (got: string) =>
  `reading: the key is granted to another account (got ${got}); grant to a role of the account, or list the account in accounts`;

describe("policy key-grant-to-own-account", () => {
  itDescribesItself(policy, {
    name: "key-grant-to-own-account",
    description: /principals of the account only/,
    defaults: { accounts: [], exempt: [] },
  });
  itTakesExemptions(policy, [grant({ granteePrincipal: foreign })]);

  it("passes a role of the key's account, and a service", async () => {
    const own = "arn:aws:iam::111122223333:role/reader";
    assert.deepEqual(await judge([grant({ granteePrincipal: own, retiringPrincipal: own })]), []);
    assert.deepEqual(await judge([grant({ granteePrincipal: "quicksight.amazonaws.com" })]), []);
  });

  it("refuses another account unless it is agreed, also to end the grant", async () => {
    assert.deepEqual(await judge([grant({ granteePrincipal: foreign })]), [outside(foreign)]);
    assert.deepEqual(await judge([grant({ retiringPrincipal: foreign })]), [outside(foreign)]);
    const agreed = { accounts: ["111122223333", "444455556666"] };
    assert.deepEqual(await judge([grant({ granteePrincipal: foreign })], agreed), []);
    const unnamed = grant({ keyId: unknownText, granteePrincipal: foreign });
    assert.deepEqual(await judge([unnamed], { accounts: ["111122223333"] }), [outside(foreign)]);
  });

  it("knows the account by what else the stack says", async () => {
    const key = { type: "aws:kms/key:Key", name: "spice", props: { keyId: "1", arn: keyId } };
    assert.deepEqual(await judge([key, grant({ keyId: "1", granteePrincipal: foreign })]), [
      outside(foreign),
    ]);
  });

  it("bears what is not known yet", async () => {
    assert.deepEqual(await judge([grant({ granteePrincipal: unknownText })]), []);
    assert.deepEqual(await judge([grant({ keyId: unknownText, granteePrincipal: foreign })]), []);
  });

  it("refuses another account however it is written, as who may use the key or who may end the grant", async () => {
    const other = fc.tuple(
      fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
      fc.constantFrom("iam", "sts"),
      fc.constantFrom("root", "role/reader", "role/team/reader", "user/eve", "assumed-role/r/s"),
    );
    const principal = other.map(
      ([partition, service, who]) => `arn:${partition}:${service}::444455556666:${who}`,
    );
    const key = fc.constantFrom("granteePrincipal", "retiringPrincipal");
    const given = fc.tuple(principal, key).chain(([value, name]) => {
      const props = { keyId, operations: ["Decrypt"], [name]: value };
      return wrapped({ name: "reading", tokens: ["aws:kms/grant:Grant"], props });
    });
    await fc.assert(
      fc.asyncProperty(given, async (one) => {
        assert.equal((await judge([one])).length, 1);
      }),
    );
  });
});
