import assert from "node:assert/strict";
import { undecided } from "../../../policies/things/plain.ts";
import { readers } from "../../../policies/things/registry.ts";
import { indexStack, namesOf } from "../../../policies/things/stack.ts";
import type { Ref } from "../../../policies/things/thing.ts";
import { type GivenResource, resourceOf, unknownText } from "../support/host.ts";

const kinds = [
  "role",
  "inlinePolicy",
  "attachment",
  "bucketAccess",
  "bucketPolicy",
  "guarded",
] as const;
const type = "aws:iam/role:Role";
const arn = "arn:aws:iam::111122223333:role/people/worker";
const worker: GivenResource = { type, name: "worker", props: { name: "worker", arn } };
const other: GivenResource = { type, name: "other", props: { name: "other" } };
const rights = (role: string): GivenResource => ({
  ...{ type: "aws:iam/rolePolicy:RolePolicy", name: "rights", props: { role } },
});
const urnOf = (name: string) => `urn:pulumi:test::policies::${type}::${name}`;

describe("things of a stack", () => {
  const stack = indexStack([worker, other].map(resourceOf));
  const lead = (value: Ref["value"], ...sources: string[]) => {
    const { things, outside, open } = stack.target({ value, sources }, ["role"]);
    return [things.map(({ name }) => name), outside, open];
  };

  it("are found by name, whatever the case, and by ARN", () => {
    assert.deepEqual(lead("Worker"), [["worker"], undefined, false]);
    assert.deepEqual(lead(arn), [["worker"], undefined, false]);
    assert.deepEqual(lead("arn:aws:iam::111122223333:role/worker"), [["worker"], undefined, false]);
  });

  it("that a known value names are meant, whatever it was made from", () => {
    assert.deepEqual(lead("worker", urnOf("other")), [["worker"], undefined, false]);
    assert.deepEqual(lead("elsewhere", urnOf("other")), [[], "elsewhere", false]);
  });

  it("that a value was made from are meant as long as it is not known", () => {
    assert.deepEqual(lead(undecided, urnOf("other")), [["other"], undefined, false]);
    assert.deepEqual(lead(undecided, urnOf("none")), [[], undefined, true]);
    assert.deepEqual(lead(undecided), [[], undefined, true]);
  });

  it("know what points to them, and what may point anywhere", () => {
    const resources = [worker, rights("worker")].map(resourceOf);
    const known = indexStack(resources);
    const [role] = known.of("role");
    assert.ok(role !== undefined);
    assert.deepEqual(
      known.pointing("inlinePolicy", "role", role).map(({ name }) => name),
      ["rights"],
    );
    assert.equal(known.isOpen("inlinePolicy", "role", "role"), false);
    const unknown = indexStack([worker, rights(unknownText)].map(resourceOf));
    assert.equal(unknown.isOpen("inlinePolicy", "role", "role"), true);
  });

  it("are none that a component pretends to be: the engine names no provider for it", () => {
    const pretended = { ...rights("worker"), name: "pretended" };
    const given = [worker, { ...rights("worker"), provider: "default" }, pretended].map(resourceOf);
    const found = indexStack(given);
    assert.deepEqual(
      found.of("inlinePolicy").map(({ name }) => name),
      ["rights"],
    );
    assert.equal(found.of("resource").length, 3);
    assert.deepEqual(found.of("role"), []);
    const byOther = { ...pretended, providerType: "pulumi:providers:pulumi-nodejs" };
    assert.deepEqual(indexStack([byOther].map(resourceOf)).of("inlinePolicy"), []);
  });

  it("are none of any kind that a component or another provider pretends to be", () => {
    for (const type of readers.keys()) {
      const made = resourceOf({ type: "aws:sns/topic:Topic", props: {}, provider: "default" });
      for (const by of [{}, { providerType: "pulumi:providers:pulumi-nodejs" }]) {
        if (type.startsWith("pulumi:providers:")) continue;
        const pretended = resourceOf({ type, props: { templateBody: "{}", policy: "{}" }, ...by });
        const [of, ...more] = indexStack([made, pretended]).of(...kinds);
        assert.deepEqual([of, more], [undefined, []], type);
      }
    }
  });

  it("that the program only reads are told from those that it declares", () => {
    const declared = new Set([urnOf("worker")]);
    const found = indexStack([worker, other].map(resourceOf), declared);
    assert.deepEqual(
      found
        .of("role")
        .filter(found.isDeclared)
        .map(({ name }) => name),
      ["worker"],
    );
    assert.equal(stack.of("role").filter(stack.isDeclared).length, 2);
  });

  it("say whose account it is", () => {
    assert.deepEqual(stack.accounts, ["111122223333"]);
  });

  it("are found among thousands without walking them again", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      type,
      name: `r${index}`,
      props: { name: `r${index}` },
    }));
    const large = indexStack(many.map(resourceOf));
    const started = performance.now();
    for (let index = 0; index < 20_000; index += 1) {
      large.target({ value: `r${index}`, sources: [] }, ["role"]);
    }
    assert.ok(performance.now() - started < 2_000);
  });

  it("have secrets by name, by ARN, and by what AWS appends", () => {
    const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales";
    assert.deepEqual(namesOf("secret", `${secret}-AbCdEf`), [`${secret}-AbCdEf`, secret]);
    assert.deepEqual(namesOf("key", "arn:aws:kms:eu-west-1:111122223333:key/1"), [
      "arn:aws:kms:eu-west-1:111122223333:key/1",
      "1",
    ]);
  });
});
