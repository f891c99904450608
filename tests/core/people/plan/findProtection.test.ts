import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";
import { actual, govern, namespaceWith as namespace, desired } from "../../../support/govern.ts";

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
      assert.deepEqual(steps.map(describePeopleStep), [
        "+ Root@x.com into new (in the membership file)",
      ]);
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

  it("keeps who runs it, through the federation role or as an IAM user of that name", () => {
    const callerArn = "arn:aws:sts::111122223333:assumed-role/quicksight-fed-users/Root@x.com";
    const { steps, notices } = planPeople(govern([], { callerArn }), now);
    assert.deepEqual(
      steps.map((one) => "session" in one && one.session),
      ["other@x.com"],
    );
    assert.match(notices.join(), /Root@x.com .* kept as this is who runs it/);
  });

  it("keeps who runs it whatever role they came through, as long as the session name is theirs", () => {
    for (const resource of [
      "assumed-role/AWSReservedSSO_Admin_0a1b/root@x.com",
      "user/ops/Root@x.com",
    ]) {
      const service = resource.startsWith("user") ? "iam" : "sts";
      const callerArn = `arn:aws:${service}::111122223333:${resource}`;
      const { notices } = planPeople(govern([], { callerArn }), now);
      assert.match(notices.join(), /Root@x.com .* kept as this is who runs it/, resource);
    }
    const callerArn = "arn:aws:sts::111122223333:assumed-role/Root@x.com/pipeline";
    assert.deepEqual(planPeople(govern([], { callerArn }), now).notices, []);
  });

  it("keeps people whom the file names in a row that cannot be used", () => {
    const { steps, notices } = planPeople(govern([], { unusable: ["root@x.com"] }), now);
    assert.deepEqual(
      steps.map((one) => "session" in one && one.session),
      ["other@x.com"],
    );
    assert.match(notices.join(), /Root@x.com .* in a row that cannot be used/);
  });

  it("takes nothing from anybody with additiveOnly, and still gives", () => {
    const { steps, notices } = planPeople(
      govern([desired("other@x.com", "READER", "new")], { guard: { additiveOnly: true } }),
      now,
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "+ other@x.com into new (in the membership file)",
    ]);
    assert.deepEqual(notices, [
      "Root@x.com (ADMIN): no longer in the membership file; kept by guard.additiveOnly",
      "other@x.com: keeps role ADMIN, group g by guard.additiveOnly",
    ]);
  });
});
