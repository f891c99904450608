import assert from "node:assert/strict";
import { describeOperation } from "../../../../core/people/plan/describeOperation.ts";
import { planRoster } from "../../../../core/people/plan/planRoster.ts";
import { actual, govern, namespaceWith as namespace, wanted } from "../../../support/govern.ts";

describe("protection", () => {
  const now = namespace([
    actual("Root@x.com", "ADMIN", "g", "h"),
    actual("other@x.com", "ADMIN", "g"),
  ]);
  const lowered = [wanted("Root@x.com", "READER", "new", "g"), wanted("other@x.com", "ADMIN", "g")];

  it("takes nothing from people whom a pattern names, gives them what they are to have, and says what they keep", () => {
    for (const pattern of ["root@X.com", "root@*", "quicksight-fed-users/root*", "*"]) {
      const { operations, notices } = planRoster(
        govern(lowered, { guard: { protected: [pattern] } }),
        now,
      );
      assert.deepEqual(operations.map(describeOperation), [
        "+ Root@x.com into new (in the membership file)",
      ]);
      assert.deepEqual(notices, [
        `Root@x.com: keeps role ADMIN, group h by "${pattern}" in guard.protected`,
      ]);
    }
  });

  it("holds a pattern against the whole name, and takes only * for any characters", () => {
    for (const pattern of ["root", "x.com", "Root?x.com", "Root@x.co.", "[R]oot@x.com"]) {
      const { operations } = planRoster(govern(lowered, { guard: { protected: [pattern] } }), now);
      assert.ok(
        operations.some(({ kind }) => kind === "downgrade"),
        pattern,
      );
    }
  });

  it("keeps protected people who left the file", () => {
    const { operations, notices } = planRoster(
      govern([lowered[1] ?? assert.fail()], { guard: { protected: ["root@*"] } }),
      now,
    );
    assert.deepEqual(operations, []);
    assert.deepEqual(notices, [
      'Root@x.com (ADMIN): no longer in the membership file; kept by "root@*" in guard.protected',
    ]);
  });

  it("keeps who runs it, through the federation role or as an IAM user of that name", () => {
    const callerArn = "arn:aws:sts::111122223333:assumed-role/quicksight-fed-users/Root@x.com";
    const { operations, notices } = planRoster(govern([], { callerArn }), now);
    assert.deepEqual(
      operations.map((one) => "email" in one && one.email),
      ["other@x.com"],
    );
    assert.match(notices.join(), /Root@x.com .* kept as this is who runs it/);
  });

  it("takes nothing from anybody with additiveOnly, and still gives", () => {
    const { operations, notices } = planRoster(
      govern([wanted("other@x.com", "READER", "new")], { guard: { additiveOnly: true } }),
      now,
    );
    assert.deepEqual(operations.map(describeOperation), [
      "+ other@x.com into new (in the membership file)",
    ]);
    assert.deepEqual(notices, [
      "Root@x.com (ADMIN): no longer in the membership file; kept by guard.additiveOnly",
      "other@x.com: keeps role ADMIN, group g by guard.additiveOnly",
    ]);
  });
});
