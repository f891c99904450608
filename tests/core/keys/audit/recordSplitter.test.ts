import assert from "node:assert/strict";
import fc from "fast-check";
import { NoTrailFile, RecordSplitter } from "../../../../core/keys/audit/recordSplitter.ts";

/** The records of a text that comes in pieces of these sizes. */
function split(text: string | Uint8Array, sizes: readonly number[]): unknown[] {
  const splitter = new RecordSplitter();
  const bytes = Buffer.from(text);
  const records: unknown[] = [];
  const take = (record: Uint8Array) => records.push(JSON.parse(Buffer.from(record).toString()));
  let at = 0;
  for (let index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    splitter.push(bytes.subarray(at, at + size), take);
    at += size;
  }
  splitter.end();
  return records;
}

describe("a trail file, cut into its records", () => {
  it("comes to what JSON.parse makes of the whole, whatever the pieces", () => {
    const record = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue());
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(record), sizes, fc.constantFrom(0, 2), (Records, pieces, indent) => {
        const text = JSON.stringify({ Records }, undefined, indent);
        const { Records: expected } = JSON.parse(text) as { readonly Records: unknown[] };
        assert.deepEqual(split(text, pieces), expected);
      }),
      { numRuns: 1000 },
    );
  });

  it("is not whole when it ends anywhere before the list does", () => {
    const text = JSON.stringify({ Records: [{ a: '}]"\\' }, { b: [1, { c: "x" }] }] });
    for (let length = 0; length < text.length - 1; length += 1) {
      assert.throws(() => split(text.slice(0, length), [3]), NoTrailFile, text.slice(0, length));
    }
    assert.equal(split(text, [3]).length, 2);
  });

  it("may be several put together, as cat does with files that are packed", () => {
    const text = (...Records: unknown[]) => JSON.stringify({ Records }, undefined, 2);
    const all = `${text({ a: 1 })}\r\n${text()}${text({ b: 2 }, { c: 3 })}\n\n`;
    for (const size of [1, 3, 7, 1000]) {
      assert.deepEqual(split(all, [size]), [{ a: 1 }, { b: 2 }, { c: 3 }]);
      assert.throws(() => split(all.slice(0, -6), [size]), /ends in the middle/);
      assert.throws(() => split(`${all}{"Rec`, [size]), /ends in the middle/);
      assert.throws(() => split(`${all}{"a":[`, [size]), /is not a trail file/);
    }
  });

  it("may have more members behind its records", () => {
    assert.deepEqual(split('{"Records":[{"a":1}],"more":[{"b":"]}"}]}', [3]), [{ a: 1 }]);
  });

  it("is told from files that are none, also from endless ones", () => {
    const digest = '{"awsAccountId":"111122223333","logFiles":[{"s3Bucket":"x"}]}';
    for (const text of ["", "hello", "[]", "{}", digest, " ".repeat(100_000)]) {
      assert.throws(() => split(text, [1000]), /is not a trail file/);
    }
    const endless = `{"Records":[{"a":"${"x".repeat(5_000_000)}`;
    assert.throws(() => split(endless, [65_536]), /a record of more than 4 MB/);
  });
});
