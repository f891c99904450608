import assert from "node:assert/strict";
import { planPeople } from "../../../../core/people/plan/planPeople.ts";
import type { ActualPerson } from "../../../../core/people/readNamespace.ts";
import type { Person } from "../../../../core/people/person.ts";
import { describePeopleStep } from "../../../support/describePeopleStep.ts";
import { actual, govern, namespaceWith as namespace, desired } from "../../../support/govern.ts";

const stepsOf = (people: readonly Person[], now: readonly ActualPerson[]) =>
  planPeople(govern(people), namespace(now)).steps.map((step) =>
    describePeopleStep(step).replace(/ \([^()]*\)$/, ""),
  );

describe("planning a roster", () => {
  it("registers newcomers, then gives them their groups", () => {
    assert.deepEqual(stepsOf([desired("ana@x.com", "AUTHOR", "dev", "usa")], []), [
      "+ ana@x.com as AUTHOR",
      "+ ana@x.com into dev",
      "+ ana@x.com into usa",
    ]);
  });

  it("changes a role in place wherever QuickSight does, and only from author or admin to reader deletes and registers again", () => {
    assert.deepEqual(
      stepsOf([desired("a@x.com", "ADMIN", "g")], [actual("a@x.com", "READER", "g")]),
      ["~ a@x.com from READER to ADMIN"],
    );
    assert.deepEqual(
      stepsOf([desired("a@x.com", "AUTHOR", "g")], [actual("a@x.com", "ADMIN_PRO", "g")]),
      ["~ a@x.com from ADMIN_PRO to AUTHOR"],
    );
    assert.deepEqual(
      stepsOf([desired("a@x.com", "READER", "g")], [actual("a@x.com", "AUTHOR", "g", "h")]),
      ["-+ a@x.com from AUTHOR to READER: deleted and registered again", "+ a@x.com into g"],
    );
  });

  it("gives before it takes, and removes people last", () => {
    const kinds = planPeople(
      govern([desired("new@x.com", "READER", "g"), desired("stays@x.com", "READER", "h")]),
      namespace([actual("gone@x.com", "READER", "g"), actual("stays@x.com", "READER", "g")]),
    ).steps.map(({ kind }) => kind);
    assert.deepEqual(kinds, ["register", "add-member", "add-member", "remove-member", "remove"]);
  });

  it("does not touch a reader who provisioned themselves, nor anybody who is not managed, and says so", () => {
    const { steps, notices } = planPeople(
      govern([]),
      namespace([actual("self@x.com", "READER")], {
        unmanaged: [
          {
            userName: "Administrator/root",
            role: "ADMIN",
            groups: ["critical"],
            email: "",
            principalId: "",
          },
        ],
        unmanagedGroups: ["finance"],
      }),
    );
    assert.deepEqual(steps, []);
    assert.deepEqual(notices, [
      "group finance: not managed here; left as is",
      "self@x.com: provisioned themselves as READER and is in no group; left as is",
      "user Administrator/root (ADMIN, member of critical): not managed here; left as is",
    ]);
  });

  it("adopts people who are there already", () => {
    assert.deepEqual(
      stepsOf([desired("ana@x.com", "READER", "usa")], [actual("ana@x.com", "READER")]),
      ["+ ana@x.com into usa"],
    );
  });

  it("puts right an email that QuickSight holds differently", () => {
    const ana = {
      ...actual("ana@x.com", "READER", "usa"),
      email: "quicksight-fed-users/ana",
    };
    assert.deepEqual(stepsOf([desired("ana@x.com", "READER", "usa")], [ana]), [
      "~ ana@x.com: email ana@x.com, was quicksight-fed-users/ana",
    ]);
  });

  it("gives every step a reason", () => {
    const ana = { ...desired("ana@x.com", "READER", "usa"), lines: [3, 7] };
    const now = namespace([actual("bo@x.com", "READER", "usa")]);
    const reasons = (source?: string) =>
      planPeople(govern([ana], { source }), now).steps.map(({ reason }) => reason);
    assert.deepEqual(reasons("data/membership.csv"), [
      "lines 3, 7 of data/membership.csv",
      "lines 3, 7 of data/membership.csv",
      "no longer in data/membership.csv",
    ]);
    assert.match(reasons()[2] ?? "", /^no longer in the membership file$/);
  });

  it("tells two people apart whose emails differ in the domain only", () => {
    assert.deepEqual(
      stepsOf(
        [desired("ana@x.com", "READER", "usa"), desired("ana@y.com", "ADMIN", "usa")],
        [actual("ana@x.com", "READER", "usa")],
      ),
      ["+ ana@y.com as ADMIN", "+ ana@y.com into usa"],
    );
  });

  it("takes another spelling of the same email for the same person, acts on the one QuickSight has, and reports it", () => {
    const { steps, notices } = planPeople(
      govern([desired("Ana@x.com", "AUTHOR", "usa")]),
      namespace([actual("ana@x.com", "READER", "usa")]),
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "~ ana@x.com from READER to AUTHOR (in the membership file)",
    ]);
    assert.match(notices.join(), /^Ana@x.com: is ana@x.com in QuickSight, which tells the two/);
  });

  it("prefers the exact spelling, and says of the other why it goes", () => {
    const { steps } = planPeople(
      govern([desired("Ana@x.com", "READER", "usa")]),
      namespace([actual("Ana@x.com", "READER", "usa"), actual("ana@x.com", "READER", "usa")]),
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "- ana@x.com (READER) (Ana@x.com, who differs in case only, is the one of the membership file, and is there as well)",
    ]);
  });

  it("gives the _PRO roles like any other: in place, but for an author who becomes a reader", () => {
    assert.deepEqual(
      stepsOf([desired("a@x.com", "AUTHOR_PRO", "g")], [actual("a@x.com", "READER_PRO", "g")]),
      ["~ a@x.com from READER_PRO to AUTHOR_PRO"],
    );
    assert.deepEqual(
      stepsOf([desired("a@x.com", "READER_PRO", "g")], [actual("a@x.com", "AUTHOR_PRO", "g")]),
      [
        "-+ a@x.com from AUTHOR_PRO to READER_PRO: deleted and registered again",
        "+ a@x.com into g",
      ],
    );
  });

  it("makes declared groups that are missing, before anybody is put into them", () => {
    const { steps } = planPeople(
      govern([desired("a@x.com", "READER", "usa")], {
        groups: { usa: { description: "Rows" }, gbr: {} },
      }),
      namespace([], { groups: ["gbr"] }),
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "+ group usa (declared in the settings)",
      "+ a@x.com as READER (in the membership file)",
      "+ a@x.com into usa (in the membership file)",
    ]);
  });

  it("leaves groups that exist by somebody else's doing to them, also when they are missing", () => {
    const governed = govern([], { groups: { usa: { existing: true }, gbr: {} } });
    const { steps } = planPeople(governed, namespace([]));
    assert.deepEqual(steps.map(describePeopleStep), ["+ group gbr (declared in the settings)"]);
  });

  it("leaves whoever is there with a role that is not managed, or signs in under another session name", () => {
    const { steps, notices } = planPeople(
      govern([desired("odd@x.com", "READER", "g"), desired("ana@x.com", "READER", "g")]),
      namespace([{ ...actual("ana", "AUTHOR", "g"), email: "Ana@x.com" }], {
        unmanaged: [
          {
            userName: "quicksight-fed-users/odd@x.com",
            role: "RESTRICTED_READER",
            groups: [],
            email: "",
            principalId: "",
          },
        ],
      }),
    );
    assert.deepEqual(steps.map(describePeopleStep), [
      "+ ana@x.com as READER (in the membership file)",
      "+ ana@x.com into g (in the membership file)",
    ]);
    assert.match(notices.join("\n"), /^ana: signs in with the email of ana@x.com/m);
    assert.match(notices.join("\n"), /^odd@x.com: .* with a role that is not managed here/m);
  });

  it("leaves a mail that differs in case only, and every mail with identity.emails: leave", () => {
    const upper = { ...actual("ana@x.com", "READER", "g"), email: "Ana@X.com" };
    const ana = desired("ana@x.com", "READER", "g");
    assert.deepEqual(stepsOf([ana], [upper]), []);
    const other = { ...upper, email: "ana@old.com" };
    assert.deepEqual(stepsOf([ana], [other]), ["~ ana@x.com: email ana@x.com, was ana@old.com"]);
    assert.deepEqual(planPeople(govern([ana], { emails: "leave" }), namespace([other])).steps, []);
    const raised = govern([desired("ana@x.com", "AUTHOR", "g")], { emails: "leave" });
    const [step] = planPeople(raised, namespace([other])).steps;
    assert.equal(step !== undefined && "email" in step && step.email, "ana@old.com");
  });

  it("tells whose licence it is that QuickSight calls N/A", () => {
    const gone = {
      userName: "N/A",
      role: "AUTHOR",
      email: "bo@x.com",
      principalId: "AROA1",
      groups: [],
    };
    assert.deepEqual(planPeople(govern([]), namespace([], { unmanaged: [gone] })).notices, [
      "user N/A, bo@x.com, AROA1 (AUTHOR): not managed here; left as is",
    ]);
  });

  it("counts who stays as they are", () => {
    const plan = planPeople(
      govern([desired("a@x.com", "READER", "g"), desired("b@x.com", "READER", "g")]),
      namespace([actual("a@x.com", "READER", "g"), actual("b@x.com", "ADMIN", "g")]),
    );
    assert.equal(plan.unchanged, 1);
  });
});

describe("planning custom permissions profiles", () => {
  const settings = { customPermissions: ["no-exports"] };
  const restricted = (person: Person): Person => ({ ...person, customPermissions: "no-exports" });
  const holding = (profile: string): ActualPerson => ({
    ...actual("a@x.com", "READER", "g"),
    customPermissions: profile,
  });
  const linesOf = (person: Person, now: readonly ActualPerson[]) =>
    planPeople(govern([person], settings), namespace(now)).steps.map((step) =>
      describePeopleStep(step).replace(/ \([^()]*\)$/, ""),
    );
  const reader = desired("a@x.com", "READER", "g");

  it("registers newcomers with theirs", () => {
    assert.deepEqual(
      linesOf(restricted(reader), [])[0],
      "+ a@x.com as READER with profile no-exports",
    );
  });

  it("applies, exchanges, and takes away those that the settings name", () => {
    assert.deepEqual(linesOf(restricted(reader), [actual("a@x.com", "READER", "g")]), [
      "~ a@x.com: custom permissions no-exports, were none",
    ]);
    assert.deepEqual(linesOf(restricted(reader), [holding("other")]), [
      "~ a@x.com: custom permissions no-exports, were other",
    ]);
    assert.deepEqual(linesOf(reader, [holding("no-exports")]), [
      "~ a@x.com: custom permissions none, were no-exports",
    ]);
  });

  it("leaves a profile that no setting names: to take it away could give somebody more than they should have", () => {
    assert.deepEqual(linesOf(reader, [holding("other")]), []);
  });

  it("gives back through a downgrade what no setting names, and takes nothing of it from protected people", () => {
    const author = { ...actual("a@x.com", "AUTHOR", "g"), customPermissions: "theirs" };
    assert.match(linesOf(reader, [author])[0] ?? "", /from AUTHOR to READER with profile theirs/);
    const { steps, notices } = planPeople(
      govern([restricted(reader)], { ...settings, guard: { protected: ["a@*"] } }),
      namespace([holding("other")]),
    );
    assert.deepEqual(steps, []);
    assert.match(notices.join(), /^a@x.com: keeps custom permissions other by "a@\*"/);
  });

  it("keeps it through a downgrade", () => {
    const author = { ...actual("a@x.com", "AUTHOR", "g"), customPermissions: "no-exports" };
    assert.deepEqual(
      linesOf(restricted(reader), [author])[0],
      "-+ a@x.com from AUTHOR to READER with profile no-exports: deleted and registered again",
    );
  });
});
