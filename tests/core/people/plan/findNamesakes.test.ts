import assert from "node:assert/strict";
import { findNamesakes } from "../../../../core/people/plan/findNamesakes.ts";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import { actual, desired, govern, namespaceWith } from "../../../support/govern.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";

const pairs = (leaving: string[], coming: { session: string; user?: string }[]) => [
  ...findNamesakes(
    leaving.map((session) => ({ session })),
    coming,
  ).newcomers,
];

describe("somebody with a new address", () => {
  it("is shown as that person: by the user in the directory, or by the part before the @", () => {
    assert.deepEqual(pairs(["asmith@x.com"], [{ session: "ana.doe@x.com", user: "ASmith" }]), [
      ["asmith@x.com", "ana.doe@x.com"],
    ]);
    assert.deepEqual(pairs(["ana@old.com"], [{ session: "Ana@new.com", user: "a1" }]), [
      ["ana@old.com", "Ana@new.com"],
    ]);
  });

  it("is nobody where two leave or two come by that name", () => {
    assert.deepEqual(pairs(["ana@x.com", "ana@y.com"], [{ session: "ana@z.com" }]), []);
    assert.deepEqual(
      pairs(["ana@x.com"], [{ session: "ana@y.com" }, { session: "ana@z.com" }]),
      [],
    );
    assert.deepEqual(pairs(["ana@x.com"], [{ session: "bo@x.com", user: "bo" }]), []);
  });

  it("is named on both sides of the plan, which is otherwise that of a leaver and a newcomer", () => {
    const { steps } = planPeople(
      govern([desired("ana@new.com", "READER", "usa")]),
      namespaceWith([actual("ana@old.com", "READER", "usa")]),
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "+ ana@new.com as READER (in the membership file; was ana@old.com, the same user by name)",
      "+ ana@new.com into usa (in the membership file; was ana@old.com, the same user by name)",
      "- ana@old.com (READER) (ana@new.com is in their place, the same user by name)",
    ]);
  });

  it("takes no longer to find among thousands: an organisation that gets a new domain is planned in a moment", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `p${index}`);
    const strangers = many.map((name) => {
      const userName = `old-role/${name}@new.com`;
      return { userName, role: "READER", email: `${name}@new.com`, principalId: "", groups: [] };
    });
    const begun = performance.now();
    const { steps, notices } = planPeople(
      govern(many.map((name) => desired(`${name}@new.com`, "READER", "usa"))),
      namespaceWith(
        many.map((name) => actual(`${name}@old.com`, "READER", "usa")),
        { unmanaged: strangers },
      ),
    );
    assert.equal(steps.length, 30_000);
    assert.equal(notices.length, 20_000);
    assert.ok(performance.now() - begun < 8000, "quadratic, it would take minutes");
  });
});

describe("somebody of the same email who is not managed here", () => {
  it("is named beside the newcomer: under another role or another sign-in", () => {
    const other = { role: "AUTHOR", principalId: "", groups: [] };
    const { notices } = planPeople(
      govern([desired("ana@x.com", "READER", "usa")]),
      namespaceWith([], {
        unmanaged: [
          { ...other, userName: "another-role/ana@x.com", email: "Ana@x.com" },
          { ...other, userName: "ana", email: "ana@x.com" },
          { ...other, userName: "bo", email: "bo@x.com" },
        ],
      }),
    );
    assert.deepEqual(
      notices.filter((notice) => notice.startsWith("ana@x.com:")),
      ["ana", "another-role/ana@x.com"].map(
        (name) =>
          `ana@x.com: user ${name} (AUTHOR), who is not managed here, has the same email; if it is the same person, they get a second user`,
      ),
    );
  });
});
