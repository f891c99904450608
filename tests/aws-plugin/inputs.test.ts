import assert from "node:assert/strict";
import { checkInputs } from "../../local/aws-plugin/checkInputs.ts";
import { diffInputs } from "../../local/aws-plugin/diffInputs.ts";
import { samePolicy } from "../../local/aws-plugin/policyDocument.ts";
import { previewUpdate } from "../../local/aws-plugin/preview.ts";
import { planState } from "../../local/aws-plugin/planState.ts";
import { readState } from "../../local/aws-plugin/readState.ts";
import { reconcileInputs } from "../../local/aws-plugin/reconcileInputs.ts";
import { findResource, servedTypes } from "../../local/aws-plugin/registry.ts";
import {
  fromDataSourceParameters,
  toDataSourceParameters,
} from "../../local/aws-plugin/resources/quicksightDataSourceParameters.ts";
import type { Bag, ServedResource } from "../../local/aws-plugin/resource.ts";
import { readSettings } from "../../local/aws-plugin/settings.ts";
import { unknownValue } from "../../local/aws-plugin/values.ts";

const optional = { type: "string", optional: true } as const;
const computed = { type: "string", optional: true, computed: true } as const;

const role: ServedResource = {
  type: "aws:test/role:Role",
  inputs: ["name", "namePrefix", "path", "policy", "tags", "rules", "note", "grants", "kind"],
  renewed: ["version"],
  naming: { input: "name", prefixInput: "namePrefix", maxLength: 20 },
  notFound: [],
  create: () => Promise.resolve(""),
  read: () => Promise.resolve({}),
  delete: () => Promise.resolve(),
  schema: {
    kind: "sdkv2",
    attributes: {
      arn: { name: "arn", type: "string", computed: true },
      version: { name: "version", type: "number", computed: true },
      name: { ...computed, name: "name", forceNew: true, conflictsWith: ["namePrefix"] },
      namePrefix: { ...computed, name: "name_prefix", forceNew: true, conflictsWith: ["name"] },
      path: { ...optional, name: "path", forceNew: true, default: "/" },
      policy: { ...optional, name: "policy", policyDocument: true },
      note: { ...optional, name: "note" },
      kind: { ...computed, name: "kind" },
      tags: { name: "tags", type: "map(string)", optional: true },
      rules: {
        name: "rule",
        type: "list(object)",
        optional: true,
        attributes: {
          id: { name: "id", type: "string", required: true },
          enabled: { name: "enabled", type: "boolean", optional: true },
          revision: { name: "revision", type: "number", optional: true, computed: true },
          policy: { ...optional, name: "policy", policyDocument: true },
        },
      },
      grants: {
        name: "grant",
        type: "set(object)",
        optional: true,
        attributes: {
          to: { name: "to", type: "string", required: true },
          actions: { name: "actions", type: "set(string)", optional: true },
          since: { ...computed, name: "since" },
        },
      },
    },
  },
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

describe("comparing the state with the inputs", () => {
  const paths = (state: Bag, inputs: Bag) =>
    diffInputs(role, state, inputs).changes.map(({ path, kind }) => `${kind} ${path}`);

  it("names each changed property by its path", () => {
    const state = { tags: { stage: "dev", "a.b": "1" }, rules: [{ id: "x" }] };
    const inputs = { tags: { stage: "prod" }, rules: [{ id: "x" }, { id: "y" }] };
    assert.deepEqual(paths(state, inputs), [
      "add rules[1]",
      "update tags.stage",
      'delete tags["a.b"]',
    ]);
  });

  it("takes what AWS filled in for a difference, unless the schema calls it computed", () => {
    const filled = { note: "by AWS", kind: "by AWS", version: 3, arn: "arn:aws:x" };
    assert.deepEqual(paths(filled, {}), ["delete note"]);
    const rules = [{ id: "x", revision: 3 }];
    assert.deepEqual(paths({ rules }, { rules: [{ id: "x" }] }), []);
    const enabled = [{ id: "x", enabled: true }];
    assert.deepEqual(paths({ rules: enabled }, { rules: [{ id: "x" }] }), [
      "delete rules[0].enabled",
    ]);
  });

  it("takes an entry of a set that AWS completed for another entry, and so changed whole", () => {
    const grants = [{ to: "a", since: "today" }];
    assert.deepEqual(paths({ grants }, { grants: [{ to: "a" }] }), ["update grants[0]"]);
    assert.deepEqual(paths({ grants }, { grants }), []);
    const empty = [{ to: "a", since: "" }];
    assert.deepEqual(paths({ grants: empty }, { grants: [{ to: "a" }] }), []);
  });

  it("takes an unknown value for a change, and a replacing one for a replacement", () => {
    const diff = diffInputs(role, { name: "a", path: "/" }, { name: "a", path: unknownValue });
    assert.deepEqual(diff.replaces, ["path"]);
  });

  it("deletes first only when both would have the name that the program gave", () => {
    const state = { name: "a", path: "/" };
    assert.equal(diffInputs(role, state, { name: "a", path: "/b/" }).deleteBeforeReplace, true);
    assert.equal(diffInputs(role, state, { name: "b", path: "/" }).deleteBeforeReplace, false);
    const generated = { name: "a", path: "/b/", __defaults: ["name"] };
    assert.equal(diffInputs(role, state, generated).deleteBeforeReplace, false);
  });

  it("compares policies by meaning, wherever they are written", () => {
    const policy = '{"Statement":[{"Action":["s3:b","s3:a"],"Effect":"Allow"}]}';
    const other = '{ "Statement": { "Effect": "Allow", "Action": ["s3:a", "s3:b"] } }';
    const rules = (text: string) => [{ id: "x", policy: text }];
    assert.deepEqual(
      paths({ policy, rules: rules(policy) }, { policy: other, rules: rules(other) }),
      [],
    );
    assert.deepEqual(paths({ note: policy }, { note: other }), ["update note"]);
  });

  it("takes no notice of the order of a set, at any depth", () => {
    const grants = [{ to: "a", actions: ["x", "y"] }, { to: "b" }];
    const other = [{ to: "b" }, { to: "a", actions: ["y", "x"] }];
    assert.deepEqual(paths({ grants }, { grants: other }), []);
    const rules = [{ id: "x" }, { id: "y" }];
    assert.deepEqual(paths({ rules }, { rules: rules.toReversed() }).length > 0, true);
    assert.deepEqual(paths({ grants }, { grants: [...other, { to: "b" }] }).length > 0, true);
  });

  it("replaces a data set whose use changes, and no other for its tables", async () => {
    const dataSet = await findResource("aws:quicksight/dataSet:DataSet");
    const state = { dataSetId: "a", name: "A", physicalTableMaps: [] };
    const inputs = {
      ...state,
      useAs: "RLS_RULES",
      physicalTableMaps: [{ physicalTableMapId: "t" }],
    };
    assert.deepEqual(diffInputs(dataSet, state, inputs).replaces, ["useAs"]);
  });

  it("replaces an advanced parameter that is to be a standard one, and updates the other way", async () => {
    const parameter = await findResource("aws:ssm/parameter:Parameter");
    const diff = (from: string, to: string) => {
      const rest = { name: "/a", type: "String", value: "x" };
      return diffInputs(parameter, { ...rest, tier: from }, { ...rest, tier: to });
    };
    assert.deepEqual(diff("Advanced", "Standard").replaces, ["tier"]);
    assert.deepEqual(diff("Standard", "Advanced").replaces, []);
    assert.equal(diff("Standard", "Advanced").changes.length, 1);
    assert.deepEqual(diff("Advanced", "Intelligent-Tiering").changes, []);
  });

  it("tells policies of different meaning apart", () => {
    const policy = (effect: string) => JSON.stringify({ Statement: [{ Effect: effect }] });
    assert.equal(samePolicy(policy("Allow"), policy("Deny")), false);
    assert.equal(samePolicy("not json", "not  json"), false);
  });
});

describe("reading", () => {
  const read = (inputs: Bag, live: Bag) => readState(role.schema.attributes, inputs, live);

  it("keeps all that AWS says, in the program's own writing where that means the same", () => {
    const inputs = { policy: '{"a": ["b"]}', rules: [{ id: "x" }], tags: {} };
    const live = { policy: '{"a":"b"}', rules: [{ id: "x", revision: 2 }], version: 3 };
    assert.deepEqual(read(inputs, live), { ...live, policy: '{"a": ["b"]}' });
  });

  it("matches the entries of a set before it looks for what changed in them", () => {
    const grants = [{ to: "a", actions: ["x", "y"] }, { to: "b" }, { to: "c" }];
    const live = [{ to: "c" }, { to: "b" }, { to: "a", actions: ["y", "x"] }];
    assert.deepEqual(read({ grants }, { grants: live }), { grants });
    const without = { grants: live.slice(1) };
    assert.deepEqual(read({ grants }, without), { grants: grants.slice(0, 2) });
  });

  it("gives the inputs the values of the state, and no input that the program did not write", () => {
    const inputs = { policy: "a", rules: [{ id: "x" }], note: "sent and never told", path: "/" };
    const state = {
      policy: "b",
      rules: [{ id: "y", revision: 3 }],
      grants: [{ to: "a" }],
      path: undefined,
    };
    assert.deepEqual(reconcileInputs(role, inputs, state), {
      policy: "b",
      rules: [{ id: "y" }],
      note: "sent and never told",
    });
  });

  it("takes everything that AWS tells when the resource is imported", () => {
    const live = { name: "a", path: "/", tags: {}, arn: "arn:aws:x" };
    assert.deepEqual(reconcileInputs(role, {}, live), { __defaults: [], name: "a", path: "/" });
  });

  it("leaves out of an import what is empty within a block: the released provider would refuse the start row 0", async () => {
    const table = (uploadSettings: object) => [
      { physicalTableMapId: "file", s3Source: { dataSourceArn: "arn:aws:x", uploadSettings } },
    ];
    const live = { name: "a", physicalTableMaps: table({ format: "CSV", startFromRow: 0 }) };
    const dataSet = await findResource("aws:quicksight/dataSet:DataSet");
    assert.deepEqual(reconcileInputs(dataSet, {}, live), {
      __defaults: [],
      name: "a",
      physicalTableMaps: table({ format: "CSV" }),
    });
  });
});

describe("previewing an update", () => {
  it("keeps what AWS made up, drops what it renews and what the program dropped", () => {
    const state = { arn: "arn:aws:x", version: 1, note: "old", kind: "k", path: "/" };
    const result = previewUpdate(role, state, { path: "/b/" });
    assert.deepEqual(result, { arn: "arn:aws:x", kind: "k", path: "/b/" });
  });

  it("completes blocks from the state, but neither entries of sets nor what excludes a choice", () => {
    const state = { rules: [{ id: "x", revision: 3 }], grants: [{ to: "a", since: "today" }] };
    const inputs = { rules: [{ id: "y" }], grants: [{ to: "a" }] };
    const planned = planState(role.schema, state, inputs);
    assert.deepEqual(planned, { rules: [{ id: "y", revision: 3 }], grants: [{ to: "a" }] });
    assert.deepEqual(planState({ ...role.schema, kind: "framework" }, state, inputs), inputs);
    assert.deepEqual(planState(role.schema, { name: "a" }, { namePrefix: "b" }), {
      namePrefix: "b",
    });
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
