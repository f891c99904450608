import assert from "node:assert/strict";
import fc from "fast-check";
import {
  count,
  field,
  flag,
  isPartial,
  list,
  plain,
  texts,
  undecided,
} from "../../../policies/things/plain.ts";
import { resourceOf, unknownText } from "../support/host.ts";

/** As the SDK's host hands properties out: with proxies that throw on what is not known yet. */
const given = (props: object): unknown => resourceOf({ type: "t", props }).props;
const inherited = "toString";

describe("plain data of properties", () => {
  it("is what was given, with nothing for null", () => {
    const props = { a: [1, { b: "x" }], c: null, d: false };
    assert.deepEqual(JSON.parse(JSON.stringify(plain(given(props)))), {
      a: [1, { b: "x" }],
      d: false,
    });
  });

  it("says what is not known yet, and keeps what is known beside it", () => {
    const read = plain(given({ a: unknownText, b: [unknownText, 1], c: { d: unknownText } }));
    assert.equal(field(read, "a"), undecided);
    assert.deepEqual(field(read, "b"), [undecided, 1]);
    assert.equal(field(read, "c", "d"), undecided);
    assert.ok(isPartial(read) && !isPartial(plain(given({ a: 1 }))));
  });

  it("has keys of every name, and none that were not given", () => {
    assert.equal(field(plain({}), inherited), undefined);
    assert.equal(field(plain(JSON.parse('{"__proto__": {"x": 1}}')), "__proto__", "x"), 1);
  });

  it("stops at a depth that nothing has", () => {
    let deep: object = {};
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    assert.ok(isPartial(plain(deep)));
  });

  it("reads odd values of every kind", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = plain(value);
        flag(read);
        count(read);
        texts(read);
        assert.doesNotThrow(() => field(read, "a", "b"));
      }),
    );
  });

  it("takes a list of one for its element on the way to a field", () => {
    const read = plain({ ssl: [{ disableSsl: true }], two: [{ x: 1 }, { x: 2 }] });
    assert.equal(field(read, "ssl", "disableSsl"), true);
    assert.equal(field(read, "two", "x"), undefined);
    assert.equal(field(undecided, "ssl"), undecided);
  });

  it("reads yes, no and numbers as providers do", () => {
    for (const yes of [true, "true", "TRUE", "t", "1", 1]) assert.equal(flag(yes), true);
    for (const no of [false, "false", "False", "f", "0", 0]) assert.equal(flag(no), false);
    for (const neither of ["yes", "", undefined, []]) assert.equal(flag(neither), undefined);
    assert.equal(flag(undecided), undecided);
    assert.equal(count("7"), 7);
    assert.equal(count(7), 7);
    assert.equal(count(undefined), undefined);
    for (const none of ["", "x", true, []]) assert.ok(Number.isNaN(count(none)));
  });

  it("makes lists of single values", () => {
    assert.deepEqual(list(undefined), []);
    assert.deepEqual(list("x"), ["x"]);
    assert.deepEqual(texts(["x", 5, undecided, "y"]), ["x", "y"]);
  });
});
