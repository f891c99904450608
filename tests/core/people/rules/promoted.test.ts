import assert from "node:assert/strict";
import { peopleSubject } from "../../../../core/people/peopleSubject.ts";
import { spendingOf } from "../../../../core/reconcile/findFindings.ts";
import type { Role } from "../../../../core/settings/role.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { judgePeople } from "../../../support/judgePeople.ts";

const named = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}${index}@x.com`);
const wanted = (count: number, role: Role, name = "p") =>
  named(count, name).map((email) => desired(email, role, "usa"));
const present = (count: number, role: Role) =>
  named(count, "p").map((email) => actual(email, role, "usa"));
const promotions = (...args: Parameters<typeof judgePeople>) =>
  judgePeople(...args)
    .findings.filter(({ rule }) => rule === "people-promoted")
    .map(({ count, limit }) => [count, limit]);

describe("what the guard takes for a promotion", () => {
  it("is an author or an admin who is new where people are, and no reader", () => {
    const now = namespaceWith(present(20, "READER"));
    for (const role of ["AUTHOR", "AUTHOR_PRO", "ADMIN", "ADMIN_PRO"] as const) {
      const governed = govern([...wanted(20, "READER"), ...wanted(20, role, "n")]);
      assert.deepEqual(promotions(governed, now), [[20, 5]], role);
    }
    for (const role of ["READER", "READER_PRO"] as const) {
      const governed = govern([...wanted(20, "READER"), ...wanted(20, role, "n")]);
      assert.deepEqual(promotions(governed, now), [], role);
    }
  });

  it("is not an author of a first load", () => {
    assert.deepEqual(promotions(govern(wanted(20, "AUTHOR")), namespaceWith([])), []);
  });

  it("is a Pro role, which costs more: that of readers, authors and admins alike", () => {
    for (const [from, to] of [
      ["READER", "READER_PRO"],
      ["AUTHOR", "AUTHOR_PRO"],
      ["ADMIN", "ADMIN_PRO"],
    ] as const) {
      const now = namespaceWith(present(31, from));
      assert.deepEqual(promotions(govern(wanted(31, to)), now), [[31, 7]], to);
      const back = namespaceWith(present(31, to));
      assert.deepEqual(promotions(govern(wanted(31, from)), back), [], from);
    }
  });

  it("says that Pro roles are among them", () => {
    const now = namespaceWith(present(31, "AUTHOR"));
    assert.match(
      judgePeople(govern(wanted(31, "AUTHOR_PRO")), now).refusals.join(),
      /^31 people would become authors or admins, or get a Pro role, where 31 are; the limit is 7 \(guard\.promotions: .* \[people-promoted\]$/,
    );
  });

  it("counts in the budget of the day", () => {
    const now = namespaceWith(present(20, "READER"));
    const governed = govern([...wanted(20, "READER"), ...wanted(3, "AUTHOR", "n")]);
    const { plan } = judgePeople(governed, now);
    const at = new Date().toISOString();
    const spent = spendingOf(peopleSubject, { desired: governed, actual: now, plan }, at);
    const pro = govern([
      ...wanted(3, "READER_PRO"),
      ...wanted(20, "READER").slice(3),
      ...wanted(3, "AUTHOR", "n"),
    ]);
    const then = namespaceWith([
      ...present(20, "READER"),
      ...named(3, "n").map((email) => actual(email, "AUTHOR", "usa")),
    ]);
    assert.deepEqual(promotions(pro, then), []);
    assert.deepEqual(promotions(pro, then, { spent }), [[3, 5]]);
  });
});
