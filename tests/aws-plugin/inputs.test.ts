import assert from "node:assert/strict";
import { checkInputs } from "../../local/aws-plugin/checkInputs.ts";
import { diffInputs } from "../../local/aws-plugin/diffInputs.ts";
import { samePolicy } from "../../local/aws-plugin/policyDocument.ts";
import { previewUpdate } from "../../local/aws-plugin/preview.ts";
import { reconcileInputs } from "../../local/aws-plugin/reconcileInputs.ts";
import { findResource, servedTypes } from "../../local/aws-plugin/registry.ts";
import type { Bag, Resource } from "../../local/aws-plugin/resource.ts";
import { readSettings } from "../../local/aws-plugin/settings.ts";
import { unknownValue } from "../../local/aws-plugin/values.ts";

const role: Resource = {
  type: "aws:test/role:Role",
  inputs: {
    name: "replace",
    namePrefix: "replace",
    path: "replace",
    policy: "update",
    tags: "update",
    rules: "update",
    note: "update",
  },
  documents: ["policy"],
  writeOnly: ["note"],
  renewed: ["version"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 20 },
  defaults: { path: "/" },
  notFound: [],
  create: () => Promise.resolve(""),
  read: () => Promise.resolve({}),
  delete: () => Promise.resolve(),
};

const check = (inputs: Bag, previous?: Bag, defaultTags: Record<string, string> = {}) =>
  checkInputs(role, {
    name: "sync",
    inputs,
    previous,
    randomSeed: Buffer.from("seed"),
    defaultTags,
  });

describe("checking inputs", () => {
  it("generates a name once and keeps it", () => {
    const first = check({}).inputs;
    assert.match(String(first.name), /^sync-[0-9a-f]{7}$/);
    assert.deepEqual(first.__defaults, ["name", "path"]);
    assert.equal(check({ tags: { a: "b" } }, first).inputs.name, first.name);
  });

  it("gives up a name that the program gave and then dropped", () => {
    const given = check({ name: "mine" }).inputs;
    assert.equal(given.name, "mine");
    assert.match(String(check({}, given).inputs.name), /^sync-/);
  });

  it("cuts a long prefix so that the name fits", () => {
    const { inputs } = check({ namePrefix: "a-very-long-prefix-indeed-" });
    assert.equal(String(inputs.name).length, 20);
    assert.match(String(inputs.name), /^a-very-long-p/);
  });

  it("merges the provider's default tags under the resource's own", () => {
    const { inputs } = check({ tags: { stage: "dev" } }, undefined, { stage: "x", owner: "bi" });
    assert.deepEqual(inputs.tags, { stage: "dev", owner: "bi" });
  });

  it("refuses an input that is not served, by name", () => {
    const { failures } = check({ name: "a", colour: "red", region: "eu-west-1" });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["colour"],
    );
    assert.match(failures[0]?.reason ?? "", /does not serve this input of aws:test\/role:Role/);
  });
});

describe("comparing inputs", () => {
  const paths = (olds: Bag, news: Bag) =>
    diffInputs(role, olds, news).changes.map(({ path, kind }) => `${kind} ${path}`);

  it("names each changed property by its path", () => {
    const olds = { tags: { stage: "dev", "a.b": "1" }, rules: [{ id: "x" }] };
    const news = { tags: { stage: "prod" }, rules: [{ id: "x" }, { id: "y" }] };
    assert.deepEqual(paths(olds, news), [
      "add rules[1]",
      "update tags.stage",
      'delete tags["a.b"]',
    ]);
  });

  it("takes an unknown value for a change, and a replacing one for a replacement", () => {
    const diff = diffInputs(role, { name: "a", path: "/" }, { name: "a", path: unknownValue });
    assert.deepEqual(diff.replaces, ["path"]);
  });

  it("deletes first only when both would have the name that the program gave", () => {
    const olds = { name: "a", path: "/" };
    assert.equal(diffInputs(role, olds, { name: "a", path: "/b/" }).deleteBeforeReplace, true);
    assert.equal(diffInputs(role, olds, { name: "b", path: "/" }).deleteBeforeReplace, false);
    const generated = { name: "a", path: "/b/", __defaults: ["name"] };
    assert.equal(diffInputs(role, olds, generated).deleteBeforeReplace, false);
  });

  it("compares policies by meaning, wherever they are written", () => {
    const policy = '{"Statement":[{"Action":["s3:b","s3:a"],"Effect":"Allow"}]}';
    const other = '{ "Statement": { "Effect": "Allow", "Action": ["s3:a", "s3:b"] } }';
    assert.deepEqual(
      paths({ policy, rules: [{ policy }] }, { policy: other, rules: [{ policy: other }] }),
      [],
    );
    assert.deepEqual(paths({ note: policy }, { note: other }), ["update note"]);
  });

  it("tells policies of different meaning apart", () => {
    const policy = (effect: string) => JSON.stringify({ Statement: [{ Effect: effect }] });
    assert.equal(samePolicy(policy("Allow"), policy("Deny")), false);
    assert.equal(samePolicy("not json", "not  json"), false);
  });
});

describe("refreshing inputs", () => {
  it("keeps the program's own writing where AWS means the same", () => {
    const inputs = {
      policy: '{"a": ["b"]}',
      rules: [{ id: "x" }],
      tags: {},
      note: "kept",
      __defaults: [],
    };
    const live = { policy: '{"a":"b"}', rules: [{ id: "x", enabled: false }], tags: {}, note: "" };
    assert.deepEqual(reconcileInputs(role, inputs, live), inputs);
  });

  it("shows what was changed, added and removed", () => {
    const inputs = { policy: '{"a":"b"}', rules: [{ id: "x" }], path: "/" };
    const live = {
      policy: '{"a":"c"}',
      rules: [{ id: "x", enabled: true }],
      path: undefined,
      tags: { by: "hand" },
    };
    assert.deepEqual(reconcileInputs(role, inputs, live), {
      policy: '{"a":"c"}',
      rules: [{ id: "x", enabled: true }],
      tags: { by: "hand" },
    });
  });

  it("takes everything that AWS tells when the resource is imported", () => {
    const live = { name: "a", path: "/", tags: {}, arn: "arn:aws:x" };
    assert.deepEqual(reconcileInputs(role, {}, live), { __defaults: [], name: "a", path: "/" });
  });
});

describe("previewing an update", () => {
  it("keeps what AWS made up, drops what it renews and what the program dropped", () => {
    const state = { arn: "arn:aws:x", version: 1, note: "old", path: "/" };
    const result = previewUpdate(role, state, { note: "old", path: "/" }, { path: "/b/" });
    assert.deepEqual(result, { arn: "arn:aws:x", path: "/b/" });
  });
});

describe("the settings of the provider", () => {
  it("are read as the engine sends them, with structured values as JSON text", () => {
    const settings = readSettings({
      region: "eu-central-1",
      accessKey: "AKIA",
      secretKey: "s",
      skipCredentialsValidation: "true",
      endpoints: '[{"quicksight":"http://127.0.0.1:1"}]',
      defaultTags: '{"tags":{"owner":"bi"}}',
    });
    assert.equal(settings.region, "eu-central-1");
    assert.deepEqual(settings.credentials, { accessKeyId: "AKIA", secretAccessKey: "s" });
    assert.deepEqual(settings.endpoints, { quicksight: "http://127.0.0.1:1" });
    assert.deepEqual(settings.defaultTags, { owner: "bi" });
  });

  it("are refused when they would be silently ignored", () => {
    assert.throws(() => readSettings({ assumeRoles: "[]" }), /provider setting assumeRoles/);
  });
});

describe("the registry", () => {
  it("finds each type under its own token", async () => {
    for (const type of servedTypes) assert.equal((await findResource(type)).type, type);
  });
});
