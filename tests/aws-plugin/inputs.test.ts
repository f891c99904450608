import assert from "node:assert/strict";
import { checkInputs } from "../../local/aws-plugin/checkInputs.ts";
import { diffInputs } from "../../local/aws-plugin/diffInputs.ts";
import { samePolicy } from "../../local/aws-plugin/policyDocument.ts";
import { previewUpdate } from "../../local/aws-plugin/preview.ts";
import { reconcileInputs } from "../../local/aws-plugin/reconcileInputs.ts";
import { findResource, servedTypes } from "../../local/aws-plugin/registry.ts";
import {
  fromDataSourceParameters,
  toDataSourceParameters,
} from "../../local/aws-plugin/resources/quicksightDataSourceParameters.ts";
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
    grants: "update",
  },
  documents: ["policy"],
  sets: ["grants", "actions"],
  computed: ["version"],
  noneWhenAbsent: ["grants"],
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

  it("takes no notice of the order of a set, at any depth", () => {
    const grants = [{ to: "a", actions: ["x", "y"] }, { to: "b" }];
    const other = [{ to: "b" }, { to: "a", actions: ["y", "x"] }];
    assert.deepEqual(paths({ grants }, { grants: other }), []);
    assert.deepEqual(paths({ rules: grants }, { rules: grants.toReversed() }).length > 0, true);
    assert.deepEqual(paths({ grants }, { grants: [...other, { to: "b" }] }).length > 0, true);
  });

  it("replaces a data set whose use changes, and no other for its tables", async () => {
    const dataSet = await findResource("aws:quicksight/dataSet:DataSet");
    const olds = { dataSetId: "a", name: "A", physicalTableMaps: [] };
    const news = { ...olds, useAs: "RLS_RULES", physicalTableMaps: [{ physicalTableMapId: "t" }] };
    assert.deepEqual(diffInputs(dataSet, olds, news).replaces, ["useAs"]);
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

  it("matches the entries of a set before it looks for what changed in them", () => {
    const grants = [{ to: "a", actions: ["x", "y"] }, { to: "b" }, { to: "c" }];
    const live = [{ to: "c" }, { to: "b", extra: "" }, { to: "a", actions: ["y", "x"] }];
    assert.deepEqual(reconcileInputs(role, { grants }, { grants: live }), { grants });
    const without = { grants: live.slice(1) };
    assert.deepEqual(reconcileInputs(role, { grants }, without), { grants: grants.slice(0, 2) });
  });

  it("tells what AWS fills in from what someone put where the program has nothing", () => {
    const inputs = { rules: [{ id: "x" }] };
    const live = { rules: [{ id: "x", version: 3 }], note: "n", grants: [{ to: "a" }] };
    assert.deepEqual(reconcileInputs(role, inputs, live), { ...inputs, grants: [{ to: "a" }] });
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

describe("the parameters of a data source", () => {
  it("go to the API and back under its names", () => {
    const parameters = { auroraPostgresql: { host: "h", port: 5432, database: "d" } };
    const sent = toDataSourceParameters(parameters);
    assert.deepEqual(sent, {
      AuroraPostgreSqlParameters: { Host: "h", Port: 5432, Database: "d" },
    });
    assert.deepEqual(fromDataSourceParameters(sent), parameters);
    const files = { s3: { manifestFileLocation: { bucket: "b", key: "k" } } };
    assert.deepEqual(fromDataSourceParameters(toDataSourceParameters(files)), files);
  });

  it("leave out what the released provider does not know", () => {
    const OracleParameters = { Host: "h", Port: 1521, Database: "d", UseServiceName: true };
    assert.deepEqual(fromDataSourceParameters({ OracleParameters }), {
      oracle: { host: "h", port: 1521, database: "d" },
    });
  });

  it("are of one kind", () => {
    const [mysql, rds] = [{ database: "d" }, { instanceId: "i" }];
    assert.throws(() => toDataSourceParameters({ mysql, rds }), /exactly one .* mysql, rds$/);
    assert.throws(() => toDataSourceParameters({ trino: {} }), /exactly one .* trino$/);
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
