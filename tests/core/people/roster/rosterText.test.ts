import assert from "node:assert/strict";
import fc from "fast-check";
import { formatRoster, parseRosterText } from "../../../../core/people/roster/rosterText.ts";
import { roles } from "../../../../core/settings/role.ts";

describe("the roster as text", () => {
  const ana = {
    session: "ana@x.com",
    email: "ana@x.com",
    role: "READER",
    groups: ["usa", "critical"],
  } as const;
  const bo = { session: "bo@x.com", email: "bo@x.com", role: "ADMIN", groups: [] } as const;

  it("is a line per person, sorted, in fixed columns", () => {
    assert.equal(
      formatRoster([bo, ana]),
      [
        "ana@x.com                                READER     critical usa",
        "bo@x.com                                 ADMIN",
      ].join("\n"),
    );
  });

  it("changes one line only when somebody with a longer email joins", () => {
    const email = `${"b".repeat(50)}@example.com`;
    const longer = { ...bo, session: email, email };
    const before = formatRoster([ana, bo]).split("\n");
    const after = formatRoster([ana, bo, longer]).split("\n");
    assert.deepEqual(after.filter((line) => !before.includes(line)).length, 1);
    assert.ok(before.every((line) => after.includes(line)));
  });

  it("has the email behind a session name that is another, and quotes around what needs them", () => {
    const people = [
      { email: "jane@x.com", session: "jdoe", role: "AUTHOR", groups: ["Finance Analysts", "usa"] },
      { ...ana, customPermissions: "no exports", groups: ['say "hi"', "a<b", "\\", "\u202e"] },
    ] as const;
    assert.equal(
      formatRoster(people),
      [
        String.raw`ana@x.com                                READER:"no exports" "\\" "a<b" "say \"hi\"" "\u202e"`,
        'jdoe <jane@x.com>                        AUTHOR     "Finance Analysts" usa',
      ].join("\n"),
    );
  });

  it("is read back as it was written, whatever the names", () => {
    const name = fc.oneof(
      fc.stringMatching(/^[\w+=.@-]{1,50}$/),
      fc.string({ minLength: 1 }),
      fc.string({ unit: "binary", minLength: 1 }),
    );
    const person = fc.record({
      email: name,
      session: name,
      role: fc.constantFrom(...roles),
      customPermissions: fc.option(name, { nil: undefined }),
      groups: fc.uniqueArray(name).map((groups) => groups.sort()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ session }) => session }), (people) => {
        const text = formatRoster(people);
        assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}]/u);
        const expected = people
          .map(({ customPermissions, ...rest }) => ({
            ...rest,
            ...(customPermissions === undefined ? {} : { customPermissions }),
          }))
          .sort((a, b) => (a.session < b.session ? -1 : 1));
        assert.deepEqual(parseRosterText(text), expected);
        assert.equal(formatRoster(parseRosterText(text)), text);
      }),
    );
  });

  it("is read as earlier versions wrote it", () => {
    assert.deepEqual(
      parseRosterText(
        "ana+b=c@x.com                            READER:a+=,.@_-b all-countries usa\nroot@x.com                               ADMIN\n",
      ),
      [
        {
          session: "ana+b=c@x.com",
          email: "ana+b=c@x.com",
          role: "READER",
          customPermissions: "a+=,.@_-b",
          groups: ["all-countries", "usa"],
        },
        { session: "root@x.com", email: "root@x.com", role: "ADMIN", groups: [] },
      ],
    );
  });

  it("refuses a line that it did not write", () => {
    assert.throws(
      () => parseRosterText("ana@x.com BOSS critical"),
      /not a line of a roster \(got "ana@x.com BOSS critical"\)/,
    );
  });
});
