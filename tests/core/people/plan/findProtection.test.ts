import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { actual, desired, govern, namespaceWith as namespace } from "../../../support/govern.ts";
import { inWords } from "../../../support/inWords.ts";

describe("protection", () => {
  const now = namespace([
    actual("Root@x.com", "ADMIN", "g", "h"),
    actual("other@x.com", "ADMIN", "g"),
  ]);
  const lowered = [
    desired("Root@x.com", "READER", "new", "g"),
    desired("other@x.com", "ADMIN", "g"),
  ];

  it("takes nothing from people whom a pattern names, gives them what they are to have, and says what they keep", () => {
    for (const pattern of ["root@X.com", "root@*", "quicksight-fed-users/root*", "*"]) {
      const { steps, notices } = planPeople(
        govern(lowered, { guard: { protected: [pattern] } }),
        now,
      );
      assert.deepEqual(inWords(steps), ["+ Root@x.com into new (in the membership file)"]);
      assert.deepEqual(notices, [
        `Root@x.com: keeps role ADMIN, group h by "${pattern}" in guard.protected`,
      ]);
    }
  });

  it("holds a pattern against the whole name, and takes only * for any characters", () => {
    for (const pattern of ["root", "x.com", "Root?x.com", "Root@x.co.", "[R]oot@x.com"]) {
      const { steps } = planPeople(govern(lowered, { guard: { protected: [pattern] } }), now);
      assert.ok(
        steps.some(({ kind }) => kind === "downgrade"),
        pattern,
      );
    }
  });

  it("keeps protected people who left the file", () => {
    const { steps, notices } = planPeople(
      govern([lowered[1] ?? assert.fail()], { guard: { protected: ["root@*"] } }),
      now,
    );
    assert.deepEqual(steps, []);
    assert.deepEqual(notices, [
      'Root@x.com (ADMIN): no longer in the membership file; kept by "root@*" in guard.protected',
    ]);
  });

  it("keeps who runs it by the session name, whatever role they came through, or as the IAM user of that name", () => {
    for (const resource of [
      "assumed-role/quicksight-fed-users/Root@x.com",
      "assumed-role/AWSReservedSSO_Administrators_0123456789abcdef/root@x.com",
      "user/root@x.com",
      "user/staff/root@x.com",
    ]) {
      const callerArn = `arn:aws:sts::111122223333:${resource}`;
      const { steps, notices } = planPeople(govern([], { callerArn }), now);
      assert.deepEqual(inWords(steps), [
        "- other@x.com (ADMIN) (no longer in the membership file)",
      ]);
      assert.match(notices.join(), /Root@x.com .* kept as this is who runs it/, resource);
    }
  });

  it("knows who runs it also by the mail that QuickSight holds", () => {
    const callerArn = "arn:aws:sts::111122223333:assumed-role/admin/root@x.com";
    const mapped = namespace([{ ...actual("rt", "ADMIN", "g"), email: "Root@x.com" }]);
    assert.deepEqual(planPeople(govern([], { callerArn }), mapped).steps, []);
  });

  it("keeps nobody for a role, a federated user or an account of the same name", () => {
    for (const callerArn of [
      "arn:aws:iam::111122223333:role/Root@x.com",
      "arn:aws:iam::111122223333:root",
      "arn:aws:sts::111122223333:assumed-role/Root@x.com/i-0123456789",
    ]) {
      assert.equal(planPeople(govern([], { callerArn }), now).steps.length, 2, callerArn);
    }
  });

  it("keeps people of the file whom nobody can register, by session name or mail: they have not left", () => {
    const unusable = ["ROOT@x.com", "pat.o'brien@x.com"];
    const pat = { ...actual("pobrien", "READER", "g"), email: "Pat.O'Brien@x.com" };
    const { steps, notices } = planPeople(
      govern([], { unusable }),
      namespace([...now.people, pat]),
    );
    assert.deepEqual(inWords(steps), ["- other@x.com (ADMIN) (no longer in the membership file)"]);
    assert.deepEqual(
      notices.map((notice) => notice.replace(/^.*; /, "")),
      Array(2).fill("kept as the membership file names them in a row that cannot be used"),
    );
  });

  it("takes nothing from anybody with additiveOnly, and still gives", () => {
    const { steps, notices } = planPeople(
      govern([desired("other@x.com", "READER", "new")], { guard: { additiveOnly: true } }),
      now,
    );
    assert.deepEqual(inWords(steps), ["+ other@x.com into new (in the membership file)"]);
    assert.deepEqual(notices, [
      "Root@x.com (ADMIN): no longer in the membership file; kept by guard.additiveOnly",
      "other@x.com: keeps role ADMIN, group g by guard.additiveOnly",
    ]);
  });
});
