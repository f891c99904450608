import assert from "node:assert/strict";
import fc from "fast-check";
import { allowsOf, readDocument } from "../../../policies/things/document.ts";
import { plain, undecided } from "../../../policies/things/plain.ts";

const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: ["*"] };
const read = (document: unknown) => readDocument(plain(document));

describe("policy documents", () => {
  it("are read as text and as object alike, with lists of one", () => {
    const document = { Version: "2012-10-17", Statement: allow };
    const [statement] = read(document).statements;
    assert.deepEqual(statement?.actions, ["s3:GetObject"]);
    assert.deepEqual(read(JSON.stringify(document)), read(document));
    assert.deepEqual(read(`\uFEFF${JSON.stringify(document)}`), read(document));
    assert.equal(allowsOf(plain({ Statement: [allow, { ...allow, Effect: "Deny" }] })).length, 1);
  });

  it("have principals with their kind, and everybody as *", () => {
    const principals = (Principal: unknown) =>
      read({ Statement: { ...allow, Principal } }).statements[0]?.principals;
    assert.deepEqual(principals("*"), ["*"]);
    assert.deepEqual(principals({ AWS: "*" }), ["*"]);
    assert.deepEqual(principals({ AWS: ["111122223333"], Service: "x.amazonaws.com" }), [
      "AWS:111122223333",
      "Service:x.amazonaws.com",
    ]);
  });

  it("have conditions with their keys in lower case", () => {
    const Condition = { Bool: { "aws:SecureTransport": false } };
    assert.deepEqual(read({ Statement: { ...allow, Condition } }).statements[0]?.conditions, [
      { operator: "Bool", key: "aws:securetransport", values: ["false"] },
    ]);
  });

  it("cannot be read where a key stands twice: which of the two AWS takes, nobody knows", () => {
    const statement = JSON.stringify(allow);
    const all = JSON.stringify({ ...allow, Action: "*" });
    for (const text of [
      `{"Statement":${all},"Statement":${statement}}`,
      `{"Statement":{"Effect":"Allow","Action":"*","Action" : "s3:GetObject","Resource":"*"}}`,
      `{"Statement":{"Effect":"Allow","Action":"*","\\u0041ction":"s3:GetObject","Resource":"*"}}`,
    ]) {
      assert.equal(read(text).malformed, "a key stands in it twice", text);
    }
    const quoted = { ...allow, Sid: 'a":"b', Condition: { Bool: { '"x": "y"': '{"a":1}' } } };
    assert.equal(read(JSON.stringify({ Statement: [quoted, quoted] })).malformed, undefined);
  });

  it("that cannot be read are never taken for empty ones", () => {
    for (const odd of ["", "{", "null", "5", "[]", 5, true, [], {}, { Statement: "x" }]) {
      assert.ok(read(odd).malformed !== undefined, JSON.stringify(odd));
    }
    for (const odd of [{ Effect: "allow" }, { ...allow, Action: 5 }, { ...allow, Resource: {} }]) {
      assert.ok(read({ Statement: [odd] }).malformed !== undefined, JSON.stringify(odd));
    }
    assert.deepEqual(read(undefined), { statements: [], open: false });
  });

  it("that are not known yet are open, and what is known of them is judged", () => {
    assert.deepEqual(readDocument(undecided), { statements: [], open: true });
    const partly = readDocument({ Statement: [{ ...allow, Resource: undecided }, undecided] });
    assert.ok(partly.open && partly.malformed === undefined);
    assert.deepEqual(partly.statements[0]?.actions, ["s3:GetObject"]);
    assert.ok(partly.statements[0].partial);
  });

  it("never make the pack fail, however odd they are", () => {
    const nested = `{"Statement":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    assert.ok(read(nested).malformed !== undefined);
    fc.assert(
      fc.property(fc.anything(), fc.json(), (value, json) => {
        read(value);
        read({ Statement: [value] });
        read(json);
        read(`{"Statement":${json}}`);
      }),
    );
  });
});
