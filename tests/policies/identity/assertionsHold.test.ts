import assert from "node:assert/strict";
import fc from "fast-check";
import { assertionsHold as policy } from "../../../policies/identity/assertionsHold.ts";
import {
  type GivenResource,
  unknownText,
  validateResource,
  validateStack,
} from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";

const type = "quicksight-governance:tenant:Assertions";
const sentence = 'tenant.assertions[0]: bo@x.com can open dashboard "Payroll" (payroll) as viewer';
const asserted = (props: object = {}): GivenResource => ({
  ...{ type, name: "default" },
  props: { count: 2, broken: [], standing: [], ...props },
});
const roster: GivenResource = {
  ...{ type: "pulumi-nodejs:dynamic/quicksight:Roster", name: "people" },
  props: { namespaceArn: "arn:aws:quicksight:us-east-1:111122223333:namespace/default" },
};
const refused = (got: string) =>
  `default: an assertion does not hold (got ${got}); take out what it names, or change the assertion`;
const missing =
  "people: nothing is asserted of who can open what (got no assertions); add tenant.assertions, or account.assertions for all tenants";

describe("policy assertions-hold", () => {
  itDescribesItself(policy, {
    name: "assertions-hold",
    description: /assert/,
    defaults: { required: false, standing: false, exempt: [] },
  });
  itTakesExemptions(policy, [asserted({ broken: [sentence] })]);

  describe("where a tenant must have assertions", () => {
    itTakesExemptions(policy, [roster], { required: true });
  });

  it("passes assertions that hold, and a tenant without any", async () => {
    assert.deepEqual(await validateResource(policy, asserted()), []);
    assert.deepEqual(await validateStack(policy, [roster]), []);
  });

  it("refuses each that the run breaks, and says it as the program does", async () => {
    assert.deepEqual(await validateResource(policy, asserted({ broken: [sentence, "another"] })), [
      refused(sentence),
      refused("another"),
    ]);
  });

  it("lets what is broken already be mended in steps, unless that is configured otherwise", async () => {
    const standing = asserted({ standing: [sentence] });
    assert.deepEqual(await validateResource(policy, standing), []);
    assert.deepEqual(await validateResource(policy, standing, { standing: true }), [
      refused(sentence),
    ]);
  });

  it("demands assertions of every tenant where that is configured", async () => {
    const said = async (...more: GivenResource[]) =>
      (await validateStack(policy, [roster, ...more], { required: true })).map((message) =>
        message.replace(/^\S* /, ""),
      );
    assert.deepEqual(await said(), [missing]);
    assert.deepEqual(await said(asserted({ count: 0 })), [missing]);
    assert.deepEqual(await said(asserted()), []);
    assert.deepEqual(await said({ ...asserted(), props: {} }), [missing]);
    assert.deepEqual(await said(asserted({ count: unknownText })), []);
    const bucket = { type: "aws:s3/bucket:Bucket", name: "b", props: {} };
    assert.deepEqual(await validateStack(policy, [bucket], { required: true }), []);
  });

  it("leaves open what a preview does not know", async () => {
    assert.deepEqual(await validateResource(policy, asserted({ broken: unknownText })), []);
  });

  it("refuses each that is broken, however many there are and whatever holds beside them", async () => {
    const sentences = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), {
      minLength: 1,
      maxLength: 20,
    });
    const count = fc.constantFrom<unknown>(0, 1, 30, unknownText, undefined);
    await fc.assert(
      fc.asyncProperty(sentences, count, async (broken, of) => {
        const found = await validateResource(policy, asserted({ count: of, broken }));
        assert.deepEqual(found, broken.map(refused));
      }),
    );
  });
});
