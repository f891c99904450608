import assert from "node:assert/strict";
import fc from "fast-check";
import { formatRoster, parseRosterText } from "../../../../core/people/roster/rosterText.ts";
import { roles } from "../../../../core/settings/role.ts";

describe("the roster as text", () => {
  const ana = { email: "ana@x.com", role: "READER", groups: ["usa", "critical"] } as const;
  const bo = { email: "bo@x.com", role: "ADMIN", groups: [] } as const;

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
    const longer = { ...bo, email: `${"b".repeat(50)}@example.com` };
    const before = formatRoster([ana, bo]).split("\n");
    const after = formatRoster([ana, bo, longer]).split("\n");
    assert.deepEqual(after.filter((line) => !before.includes(line)).length, 1);
    assert.ok(before.every((line) => after.includes(line)));
  });

  it("is read back as it was written", () => {
    const person = fc.record({
      email: fc.stringMatching(/^[\w+=.-]{1,50}@[a-z]{1,9}\.com$/),
      role: fc.constantFrom(...roles),
      groups: fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,12}$/)),
    });
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ email }) => email }), (people) => {
        const text = formatRoster(people);
        assert.equal(formatRoster(parseRosterText(text)), text);
        assert.equal(parseRosterText(text).length, people.length);
      }),
    );
  });

  it("refuses a line that it did not write", () => {
    assert.throws(
      () => parseRosterText("ana@x.com BOSS critical"),
      /not a line of a roster \(got "ana@x.com BOSS critical"\)/,
    );
  });
});
