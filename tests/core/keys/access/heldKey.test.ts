import assert from "node:assert/strict";
import { formatAccessTag, parseAccessTag, readHeld } from "../../../../core/keys/access/heldKey.ts";

const deed = {
  ...{ at: "2026-03-01T09:00:00.000Z", by: "arn:aws:iam::111122223333:user/ana" },
  ...{ reason: "leak of the export", done: true },
};

describe("the tag of a revoked key", () => {
  it("says how, when, by whom and why, and is read again", () => {
    const held = { deny: deed, disable: deed, pending: [] };
    const tag = formatAccessTag(held);
    assert.equal(
      tag,
      "revoked by deny+disable 2026-03-01T09:00:00.000Z arn:aws:iam::111122223333:user/ana - leak of the export",
    );
    assert.deepEqual(parseAccessTag(tag), held);
    assert.equal(formatAccessTag({ pending: [] }), undefined);
  });

  it("holds what tags can hold, and is cut where it is long", () => {
    for (const reason of [
      "(a), b; “c” <d>\n\te",
      "é".repeat(400),
      "𠮷".repeat(300),
      "a 𠮷".repeat(99),
      "-",
      "- -",
    ]) {
      const by = "arn:aws:sts::111122223333:assumed-role/ops/ana,x";
      const tag = formatAccessTag({ disable: { ...deed, by, reason }, pending: [] }) ?? "";
      assert.match(tag, /^[\p{L}\p{N} _.:/=+\-@]{1,256}$/u);
      assert.ok(tag.length <= 256 && tag.isWellFormed());
      assert.equal(formatAccessTag(parseAccessTag(tag)), tag, "read and written, it is the same");
    }
  });

  it("is read again whoever did it: the start and the end of a long ARN say who", () => {
    const session = `${"r".repeat(64)}/${"s".repeat(64)}`;
    const role = `arn:aws:sts::111122223333:assumed-role/${session}`;
    const user = `arn:aws:iam::111122223333:user/${"p".repeat(500)}/ana`;
    for (const [by, said] of [
      [role, role],
      [user, /^arn:aws:iam::111122223333:user\/p+\.\.p+\/ana$/],
      ["ana", "ana"],
    ] as const) {
      const held = { disable: { ...deed, by }, deny: { ...deed, by }, pending: [] };
      const tag = formatAccessTag(held) ?? "";
      assert.ok(tag.length <= 256);
      const read = parseAccessTag(tag);
      assert.equal(read.disable?.at, deed.at);
      if (typeof said === "string") assert.equal(read.deny?.by, said);
      else assert.match(read.deny?.by ?? "", said);
      assert.match(read.deny?.reason ?? "", /^leak of the export$/);
      assert.equal(formatAccessTag(read), tag, "read and written, it is the same");
    }
  });

  it("is read also where it was cut within who did it", () => {
    const tag = `revoked by disable ${deed.at} arn:aws:iam::111122223333:user/${"p".repeat(500)}`;
    assert.equal(parseAccessTag(tag.slice(0, 256)).disable?.at, deed.at);
  });

  it("is nobody's who wrote another text under its name", () => {
    for (const text of ["", "revoked", "revoked by magic a b - c", undefined]) {
      assert.deepEqual(parseAccessTag(text), { pending: [] });
    }
  });
});

describe("what is held of a key", () => {
  const tag = formatAccessTag({ disable: deed, pending: [] });
  const other = { ...deed, reason: "another" };

  it("is what the journal says and what the tag says besides, and what is no entry counts as nothing", () => {
    const deny = { deny: other, pending: [] };
    assert.deepEqual(readHeld(deny, tag), { deny: other, disable: deed, pending: [] });
    assert.deepEqual(readHeld({ disable: other, pending: [] }, tag).disable, other);
    assert.deepEqual(readHeld({ deny: 7, pending: "x" }, tag).disable, deed);
    assert.deepEqual(readHeld({ deny: 7, pending: "x" }, tag).pending, []);
    assert.deepEqual(readHeld(undefined, tag), { disable: deed, pending: [] });
  });

  it("is not what the journal says is given back, whose tag is still there", () => {
    const pending = [{ ...other, access: "granted", method: "disable" }];
    assert.equal(readHeld({ pending }, tag).disable, undefined);
    assert.deepEqual(readHeld({ disable: other, pending }, tag).disable, other, "not done yet");
    const later = { ...deed, at: "2026-03-02T09:00:00.000Z" };
    const since = formatAccessTag({ disable: later, pending: [] });
    assert.deepEqual(
      readHeld({ pending }, since).disable,
      later,
      "taken once more since, without the bucket",
    );
  });
});
