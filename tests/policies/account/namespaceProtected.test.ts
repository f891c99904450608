import assert from "node:assert/strict";
import fc from "fast-check";
import { namespaceProtected as policy } from "../../../policies/account/namespaceProtected.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const namespace = (name: string, protect = false): GivenResource => ({
  type: "aws:quicksight/namespace:Namespace",
  name: "tenant",
  props: { namespace: name },
  opts: { protect },
});
const keeper = (type: string, name: string): GivenResource => ({
  type: `pulumi-nodejs:dynamic/quicksight:${type}`,
  name: "people",
  props: { namespaceArn: `arn:aws:quicksight:us-east-1:111122223333:namespace/${name}` },
});
const judge = (...given: GivenResource[]) => judgeAll(policy, given);
const refused = [
  "tenant: the namespace can be deleted with its users and groups (got protect false); set the resource option protect to true",
];

describe("policy namespace-protected", () => {
  itDescribesItself(policy, {
    name: "namespace-protected",
    description: /protected from deletion, or its people are kept under a guard/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [namespace("sales")]);

  it("passes a namespace that is protected, and one whose people the stack keeps", async () => {
    assert.deepEqual(await judge(namespace("sales", true)), []);
    assert.deepEqual(await judge(namespace("sales"), keeper("Roster", "sales")), []);
  });

  it("refuses one that can be deleted", async () => {
    assert.deepEqual(await judge(namespace("sales")), refused);
  });

  it("refuses one when the stack keeps the people of another, or no people", async () => {
    assert.deepEqual(await judge(namespace("sales"), keeper("Roster", "sales-eu")), refused);
    assert.deepEqual(await judge(namespace("sales"), keeper("AssetAccess", "sales")), refused);
  });

  it("bears a name that is not known yet beside a roster, and refuses it without", async () => {
    assert.deepEqual(await judge(namespace(unknownText), keeper("Roster", "sales")), []);
    assert.deepEqual(await judge(namespace(unknownText)), refused);
  });

  it("has nothing to say of other types", async () => {
    assert.deepEqual(await judge({ type: "aws:s3/bucket:Bucket", props: { namespace: "x" } }), []);
  });

  it("refuses one whatever other namespaces have keepers, and whatever else is kept of its own", async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
    const other = fc.tuple(fc.constantFrom("Roster", "AssetAccess", "Completion"), name);
    await fc.assert(
      fc.asyncProperty(name, fc.array(other, { maxLength: 5 }), async (own, others) => {
        const keepers = others
          .filter(([type, of]) => type !== "Roster" || of !== own)
          .map(([type, of], index) => ({ ...keeper(type, of), name: `k${index}` }));
        assert.deepEqual(await judge(namespace(own), ...keepers), refused);
      }),
    );
  });
});
