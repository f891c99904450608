import assert from "node:assert/strict";
import fc from "fast-check";
import { plain, undecided } from "../../../policies/things/plain.ts";
import { lowerKeys, readTemplate } from "../../../policies/things/template.ts";

const one = (body: string | object, parameters?: object) =>
  readTemplate(plain(body), plain(parameters))?.[0];
const withValue = (value: unknown, more: object = {}) => ({
  ...more,
  Resources: { It: { Type: "AWS::KMS::Key", Properties: { Value: value } } },
});
const valueOf = (value: unknown, more?: object, parameters?: object) => {
  const { properties } = one(withValue(value, more), parameters) ?? {};
  return (properties as { value?: unknown }).value;
};

describe("CloudFormation templates", () => {
  it("are read as JSON, YAML and objects alike, with keys in lower camel case", () => {
    const template = withValue([{ SSEAlgorithm: "aws:kms", KmsKeyId: "x" }]);
    const yaml =
      "Resources:\n  It:\n    Type: AWS::KMS::Key\n    Properties:\n      Value: [{ SSEAlgorithm: aws:kms, KmsKeyId: x }]\n";
    const tabs = JSON.stringify(template, null, "\t");
    for (const body of [template, JSON.stringify(template), tabs, yaml]) {
      const read = one(body);
      assert.equal(read?.id, "It");
      assert.equal(read.type, "AWS::KMS::Key");
      assert.deepEqual(
        JSON.stringify(read.properties),
        '{"value":[{"sseAlgorithm":"aws:kms","kmsKeyId":"x"}]}',
      );
    }
  });

  it("keep the keys of policy documents", () => {
    const kept = lowerKeys(plain({ PolicyDocument: { Statement: [{ Effect: "Allow" }] } }));
    assert.equal(JSON.stringify(kept), '{"policyDocument":{"Statement":[{"Effect":"Allow"}]}}');
  });

  it("are YAML 1.1: yes is true, merged keys count, and dates stay texts", () => {
    const read = (properties: string) =>
      one(`Resources:\n  It:\n    Type: X\n    Properties: ${properties}\n`)?.properties;
    assert.equal(JSON.stringify(read("{ Plain: yes, Turns: no }")), '{"plain":true,"turns":false}');
    assert.equal(JSON.stringify(read("{ Version: 2012-10-17 }")), '{"version":"2012-10-17"}');
    assert.equal(
      JSON.stringify(read("\n      A: &a { Plain: true }\n      B: { <<: *a }")),
      '{"a":{"plain":true},"b":{"plain":true}}',
    );
  });

  it("say what their parameters say, given or by default", () => {
    const Parameters = {
      Off: { Type: "String", Default: "false" },
      Names: { Type: "CommaDelimitedList" },
      Looked: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/x" },
    };
    const value = (of: unknown, parameters?: object) => valueOf(of, { Parameters }, parameters);
    assert.equal(value({ Ref: "Off" }), "false");
    assert.equal(value({ Ref: "Off" }, { Off: "true" }), "true");
    const listed = [{ parameterKey: "Off", parameterValue: "true" }];
    assert.equal(value({ Ref: "Off" }, listed), "true");
    assert.deepEqual(value({ Ref: "Names" }, { Names: "a,b" }), ["a", "b"]);
    assert.equal(value({ Ref: "Names" }), undecided);
    assert.equal(value({ Ref: "Looked" }), undecided);
    assert.equal(value({ "Fn::Sub": "is-${Off}-${!Off}" }), "is-false-${Off}");
    assert.equal(value({ "Fn::Sub": ["${A}-${Off}", { A: { Ref: "Off" } }] }), "false-false");
    assert.equal(value({ "Fn::Join": ["-", ["a", { Ref: "Off" }]] }), "a-false");
  });

  it("leave open what other resources, the account or a function says", () => {
    for (const unknown of [
      ...[{ Ref: "Other" }, { "Fn::GetAtt": ["Other", "Arn"] }, { "Fn::Sub": "${Other.Arn}" }],
      ...[{ "Fn::Sub": "${AWS::AccountId}" }, { "Fn::Join": ["", [{ Ref: "Other" }]] }],
      { "Fn::ImportValue": "x" },
    ]) {
      assert.equal(valueOf(unknown), undecided, JSON.stringify(unknown));
    }
    assert.equal(valueOf({ Ref: "AWS::NoValue" }), undefined);
    assert.deepEqual(valueOf([{ Ref: "AWS::NoValue" }, "x"]), ["x"]);
  });

  it("say what a property was made from, in long forms and short ones", () => {
    const sources = (value: string) =>
      one(`Resources:\n  It:\n    Type: X\n    Properties:\n      Role: ${value}\n`)?.sourcesOf(
        "role",
      );
    for (const value of [
      ...["!Ref Other", "{ Ref: Other }", "!GetAtt Other.Arn", "!GetAtt [Other, Arn]"],
      ...["!Sub '${Other}-x'", "!Sub '${Other.Arn}'", "!Join ['', [a, !Ref Other]]"],
    ]) {
      assert.deepEqual(sources(value), ["Other"], value);
    }
  });

  it("tell of what a condition, a mapping or a macro chooses", () => {
    const isUndecidable = (value: unknown) => one(withValue(value))?.isUndecidable;
    assert.equal(isUndecidable([{ a: { "Fn::If": ["Prod", true, false] } }]), true);
    assert.equal(isUndecidable({ "Fn::FindInMap": ["a", "b", "c"] }), true);
    assert.equal(isUndecidable({ "Fn::Transform": { Name: "AWS::Include" } }), true);
    assert.equal(isUndecidable({ Ref: "Other" }), false);
  });

  it("that cannot be read, or that a macro makes, are none", () => {
    for (const body of [
      ...["", "{", "5", "[]", "Resources: []", "a: 1\na: 2", "--- {}\n--- {}"],
      ...['{"Resources": {}, "Transform": "AWS::Serverless-2016-10-31"}', "Resources: !Odd x"],
    ]) {
      assert.equal(readTemplate(body), undefined, body);
    }
    const aliases = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);
    assert.equal(readTemplate(["a0: &a0 [x]", ...aliases].join("\n")), undefined);
  });

  it("never make the pack fail, however odd they are", () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), fc.string(), (first, second, text) => {
        readTemplate(text);
        readTemplate(`{"Parameters":${second},"Resources":{"It":${first}}}`);
        readTemplate(`{"Resources":{"It":{"Type":"X","Properties":${first}}}}`, second);
      }),
    );
  });
});
